import type { apiProxy as Words } from '../en/api-proxy.ts';
import { list } from './grammar.ts';

export const apiProxy: typeof Words = {
  'apiProxy.noEndpoints': ({ object }) =>
    `${object} には、このポートを持つ準備完了の Pod がありません。準備が完了するまで待つか、ポートを確認してください。`,
  'apiProxy.noWebPort': ({ object }) =>
    `${object} には Web サーバーらしいポートがありません。ポートを指定してください。`,
  'apiProxy.pathRefused':
    'パスに「..」、「//」、バックスラッシュ、または不正なパーセント記号が含まれているため、転送されません。アドレスを修正してください。',
  'apiProxy.sendAgain': '送信中にログインが更新されました。もう一度送信してください。',
  'apiProxy.severalPorts': ({ object, ports }) =>
    `${object} には Web サーバーの可能性があるポートが複数あります: ${list(ports)}。1 つを指定してください。`,
  'apiProxy.unreachable': ({ object }) =>
    `API サーバーは ${object} に接続できません。アプリケーションがこのポートで待ち受けているか確認してください。`,
  'apiProxy.unsupported': ({ object }) =>
    `API サーバーのプロキシは Service と Pod にのみ接続でき、${object} には接続できません。対応する Service か Pod を指定するか、転送を使ってください。`,
};
