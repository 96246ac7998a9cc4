import type { imports as Words } from '../en/imports.ts';

export const imports: typeof Words = {
  'import.entry': ({ at }) => `${at} 番目の項目`,
  'import.entryIn': ({ place, at }) => `${place}: ${at} 番目の項目`,
  'import.forwardEntry': ({ at }) => `${at} 番目の転送`,
  'import.kubectlLine': 'kubectl コマンド',
  'import.otherLine': 'port-forward のない行',

  'import.faultChoice': ({ choices }) =>
    `${choices.map((choice) => `「${choice}」`).join('')}のいずれかにしてください`,
  'import.faultOther': () => '値が正しくありません',
  'import.faultTooBig': ({ of, most }) => `${most}${unit(of)}以下にしてください`,
  'import.faultTooSmall': ({ of, least }) => `${least}${unit(of)}以上にしてください`,
  'import.faultType': ({ expected }) => `${types[expected] ?? `${expected} `}にしてください`,
  'import.faultUnknown': ({ fields }) =>
    `${fields.map((field) => `「${field}」`).join('')}は不明なフィールドです`,
  'import.faultSentence': ({ fault }) => `${fault}。`,
  'import.fieldFault': ({ field, fault }) => `${field}: ${fault}`,

  'import.clusterKubeconfigUnused': ({ context }) =>
    `保持されず、ここで「${context}」に選んだクラスターが使われます。`,
  'import.forwardsNothing': '何も転送しません。',
  'import.healthCheckUnused': '保持されません。Pod が失われたことは Portolan が自分で検知します。',
  'import.hostNameUnused': ({ target }) =>
    `${target} では保持されません。Portolan は hosts ファイルに名前を書き込まないので、アドレスを使ってください。`,
  'import.httpLogUnused': ({ target }) =>
    `${target} では保持されません。Portolan はリクエストのログを記録しません。`,
  'import.isKubeconfig':
    'これは kubeconfig で、クラスターはありますが転送はありません。「クラスターを追加」を使ってください。',
  'import.kftrayType': ({ type }) => `種類が「${type}」で、クラスター内に kftray 独自の Pod が必要です。`,
  'import.kubeconfigUnused': ({ target, context }) =>
    context === null
      ? `${target} では保持されず、ここで選んだクラスターが使われます。`
      : `${target} では保持されず、ここで「${context}」に選んだクラスターが使われます。`,
  'import.loopbackUnused': ({ target, addresses }) =>
    `${target} では保持されず、${addresses.join('、')} で待ち受けます。`,
  'import.mdnsUnused':
    '保持されません。Portolan は .local の名前を公開しないので、アドレスを使ってください。',
  'import.noHoldTime': ({ hold }) => `「${hold}」は保留時間として使えません。30s のように指定してください。`,
  'import.noOptionValue': ({ option }) => `${option} に値がありません。値を指定するか、外してください。`,
  'import.noPort': 'ポートの指定がありません。kubectl での書式は [LOCAL:]REMOTE です。',
  'import.noRemotePort': 'リモートポートの指定がありません。',
  'import.noService': 'Service の指定がありません。',
  'import.noTarget': '対象の指定がありません。kubectl での書式は TYPE/NAME です。',
  'import.nothingRecognised':
    'インポートできる内容が見つかりません。portolan.yaml、kftray または Kube Forwarder のエクスポート、kportal のファイル、kubectl port-forward コマンドのいずれかを指定してください。',
  'import.podsByLabels': ({ labels }) =>
    `Pod をラベル (${labels ?? '指定なし'}) で選んでいます。該当する Service またはワークロードへの転送を追加してください。`,
  'import.podsByName': ({ name }) =>
    `名前が「${name}」で始まる任意の Pod を選んでいます。該当する Service またはワークロードへの転送を追加してください。`,
  'import.reliabilityUnused': '保持されません。接続の監視と再試行は Portolan が自分で行います。',
  'import.shellValue':
    'シェルだけが知る変数または別のコマンドから値を取っています。値そのものを書いてください。',
  'import.tcpAlone': 'Kubernetes が転送できるのは TCP ポートだけです。',
  'import.unknownOption': ({ option }) =>
    `${option} には対応していません。この転送は手動で追加してください。`,
  'import.unreadable': ({ reason }) =>
    `このテキストは JSON でも YAML でも kubectl コマンドでもありません: ${reason}。`,
  'import.workspaceVersion':
    'このワークスペースファイルのバージョンにこの Portolan は対応していないか、ファイルに転送がありません。',
  'import.writtenOtherwise': ({ program }) => `${program} の形式で書かれていません。`,
};

const types: Readonly<Record<string, string>> = {
  array: 'リスト',
  boolean: '真偽値',
  int: '整数',
  number: '数値',
  object: 'オブジェクト',
  string: '文字列',
};

function unit(of: string): string {
  return of === 'string' ? ' 文字' : of === 'array' ? ' 個' : ' ';
}
