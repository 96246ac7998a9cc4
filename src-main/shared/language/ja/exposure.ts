import type { exposure as Words } from '../en/exposure.ts';

export const exposure: typeof Words = {
  'exposure.ended': ({ after }) => `設定どおり ${after} 後に自動で終了しました。`,
  'exposure.notEndAfter': ({ text }) =>
    `「${text}」は終了までの時間ではありません。30m や 8h のように、1m から 7d の範囲で指定してください。`,
  'exposure.notPeers': ({ text }) =>
    `「${text}」はアドレスでもネットワークでもありません。192.168.1.20 や 192.168.1.0/24 のように指定してください。`,
  'exposure.refused': ({ address }) => `${address} を拒否しました。接続を許可された相手ではありません。`,
  'exposure.tooManyPeers': ({ most }) =>
    `アドレスとネットワークが ${most} 件を超えています。より大きなネットワークにまとめてください。`,
  'production.unconfirmed': ({ context }) =>
    `${context} は本番環境としてマークされています。確認してから実行してください。`,
};
