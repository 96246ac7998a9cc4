import type { customRoute as Words } from '../en/custom-route.ts';

export const customRoute: typeof Words = {
  'customRoute.conditions': 'ルールの他の条件も満たすリクエストだけがここに届きます。',
  'customRoute.customListener': ({ listener }) =>
    `リスナー ${listener} を指定していますが、そのポートはコントローラーの GlobalConfiguration にしか書かれていません。`,
  'customRoute.gatewayMissing': ({ gateway }) =>
    `Gateway ${gateway} がありません。作成するか、名前を修正してください。`,
  'customRoute.gatewayUnread': ({ gateway }) =>
    `Gateway ${gateway} を読み取る権限がないため、待ち受け先が分かりません。`,
  'customRoute.hostNotAtGateway': ({ gateway }) =>
    `Gateway ${gateway} にはこのホストを受け付けるサーバーがありません。ホスト、ポート、プロトコルを確認してください。`,
  'customRoute.insideMesh': 'Gateway を指定していないため、メッシュの内側でのみ有効です。',
  'customRoute.noEntryPort': ({ port }) =>
    `エントリ ${port} を外部に公開しているコントローラーの Service がありません。`,
  'customRoute.noSuchPort': ({ service, port }) =>
    port === null
      ? `Service ${service} のポートを指定していません。`
      : `Service ${service} のポート ${port} を指していますが、そのポートはありません。`,
  'customRoute.noWeight': '重みが 0 のため、リクエストはここに届きません。',
  'customRoute.notExported': ({ namespace }) =>
    `Gateway のある名前空間 ${namespace} にエクスポートされていません。`,
  'customRoute.notTaken': ({ by }) =>
    `${by} がまだ処理していません。動作していること、この名前空間とクラスを監視していることを確認してください。`,
  'customRoute.orphan': ({ parent }) => `これを指す有効な ${parent} がありません。`,
  'customRoute.parentsUnread': ({ parent }) =>
    `すべての ${parent} を読み取る権限がないため、どれがこれを指しているのかわかりません。`,
  'customRoute.passthrough': 'TLS は Pod までそのまま届くため、Pod 側で処理する必要があります。',
  'customRoute.redirects': '平文の HTTP は HTTPS にリダイレクトされるだけです。',
  'customRoute.refused': ({ by, reason }) => `${by} が拒否しました：${reason}。`,
  'customRoute.ruleNotUnderstood': ({ rule }) => `Portolan はこのルールを解釈できません：${rule}`,
  'customRoute.subset': ({ subset }) =>
    `サブセット ${subset} の Pod だけがこれらのリクエストを受け取ります。`,
  'customRoute.tcpHostNeedsTls':
    'Traefik は TLS でのみ接続先のホスト名を知ることができますが、TLS が設定されていません。',
  'customRoute.traefikCrossNamespace':
    'Service と異なる名前空間にあり、Traefik は allowCrossNamespace が有効な場合にのみ従います。',
  'customRoute.warns': ({ by, reason }) => `${by} の警告：${reason}。`,
};
