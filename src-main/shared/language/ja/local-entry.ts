import type { localEntry as Words } from '../en/local-entry.ts';
import { list } from './grammar.ts';

export const localEntry: typeof Words = {
  'entry.byForward': ({ site, service, namespace }) =>
    `${site}（${namespace} の svc/${service} への転送経由）。`,
  'entry.byNetwork': ({ site, place }) => `${site}（${place} 経由）。`,
  'entry.certificate': ({ faults }) => `証明書に問題があります: ${list(faults)}。`,
  'entry.closed': ({ place }) =>
    `${place} は応答せずに接続を閉じました。もう一度試すか、提供しているプログラムのログを確認してください。`,
  'entry.longHeaders': ({ place }) =>
    `${place} は 64 KiB を超えるヘッダーで応答します。提供しているプログラムが何を送っているかを確認してください。`,
  'entry.mayNotForward': ({ namespace, service }) =>
    `このホストを提供する名前空間 ${namespace} の svc/${service} への転送は許可されていません。そこで pods/portforward を create する権限を依頼してください。`,
  'entry.noHost': ({ host }) =>
    `ローカルの入口は、1 つのホストを名前で HTTP または HTTPS により提供しますが、${host} はそうではありません。転送を使ってください。`,
  'entry.noPodInTime': ({ service }) =>
    `${service} の準備完了の Pod が時間内に見つかりませんでした。もう一度試すか、Pod を確認してください。`,
  'entry.noSuchHost': ({ host, target, hosts }) =>
    `${target} への接続経路にホスト ${host} はありません。${hosts.length === 0 ? 'ローカルの入口で提供できるホストはありません。' : `${list(hosts)} を使ってください。`}`,
  'entry.notHttp': ({ place }) =>
    `${place} は Web サーバーとして応答しません。そこで何が待ち受けているかを確認してください。`,
  'entry.refused': ({ place }) =>
    `${place} は接続を拒否しています。提供しているプログラムが動いているか確認してください。`,
  'entry.servedByNobody': ({ host }) =>
    `${host} を提供するプログラムがどこで待ち受けているかわかりません。Service 自体への転送を使ってください。`,
  'entry.silent': ({ place }) =>
    `${place} は時間内に応答しませんでした。ネットワーク、VPN、ファイアウォールを確認してください。`,
  'entry.tlsFailed': ({ place }) =>
    `${place} と安全な接続を確立できませんでした。提供しているプログラムの TLS 設定を確認してください。`,
};
