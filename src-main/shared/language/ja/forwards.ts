import type { forwards as Words } from '../en/forwards.ts';

export const forwards: typeof Words = {
  verbatim: ({ text }) => text,
  'problem.internal':
    'Portolan の内部エラーです。もう一度お試しください。繰り返す場合は、詳細を添えて報告してください。',

  'file.damaged': ({ path }) =>
    `${path} が破損しており、名前も変更できません。ファイルはそのまま残し、この起動中は何も保存しません。ファイルを移動してから、Portolan を再起動してください。`,
  'file.newer': ({ path }) =>
    `${path} は新しいバージョンの Portolan で保存されています。ファイルはそのまま残し、この起動中は何も保存しません。新しいバージョンの Portolan を再インストールしてください。`,
  'file.setAside': ({ path, aside }) =>
    `${path} が破損していたため、${aside} という名前で退避しました。Portolan を終了した状態でそのファイルを修復して元の名前に戻すか、このまま続けてください。`,
  'file.unreadable': ({ path }) =>
    `${path} を読み取れません。ファイルはそのまま残し、この起動中は何も保存しません。読み取りを許可してから、Portolan を再起動してください。`,
  'file.unwritable': ({ path }) =>
    `${path} に書き込めないため、変更は保存されません。空き容量を増やすか書き込みを許可してから、もう一度変更してください。`,

  'forward.chosenPodNotReady': ({ pod }) =>
    `この転送が使う唯一の Pod ${pod} は未準備です。準備完了を待っています。待たずに続けるには、別の Pod または別の負荷分散を選択してください。`,
  'forward.chosenPodTerminating': ({ pod }) =>
    `この転送が使う唯一の Pod ${pod} は終了中です。準備完了を待っています。待たずに続けるには、別の Pod または別の負荷分散を選択してください。`,
  'forward.localPortTwice': ({ port }) =>
    `ローカルポート ${port} が重複しています。ポートの組ごとに別のローカルポートを指定してください。`,
  'forward.notThere': 'この転送は一覧にありません。もう一度追加してください。',

  'hold.expired': ({ seconds, reason }) =>
    `${seconds} 秒以内に準備完了の Pod がなかったため、接続を閉じました。${reason}`,
  'hold.noAnswerYet': 'クラスターからまだ応答がありません。',

  'listen.noSuchAddress': ({ address }) =>
    `${address} は現在このコンピューターのアドレスではありません。127.0.0.1 など、このコンピューターにあるアドレスを選択してください。`,
  'listen.privileged': ({ endpoint }) =>
    `このコンピューターで ${endpoint} を待ち受けるには管理者権限が必要です。1024 以上のローカルポートを選択してください。`,
  'listen.refused': ({ endpoint, code }) =>
    `${endpoint} の待ち受けがシステムに拒否されました (${code ?? '不明なエラー'})。別のアドレスまたはローカルポートを選択してください。`,
  'listen.reserved': ({ endpoint }) =>
    `${endpoint} はシステムが予約しています。別のローカルポートを選択するか、自動選択にしてください。`,
  'listen.taken': ({ endpoint }) =>
    `${endpoint} は別のプログラムが使用中です。別のローカルポートを選択するか、自動選択にしてください。`,
  'listen.takenByProgram': ({ endpoint, name, pid }) =>
    `${endpoint} は ${name} (PID ${pid}) が使用中です。別のローカルポートを選択するか、自動選択にしてください。`,
  'listen.takenByPortolan': ({ endpoint }) =>
    `${endpoint} は Portolan 自身が使用中です。別のローカルポートを選択するか、自動選択にしてください。`,
  'listen.takenByForward': ({ endpoint, label }) =>
    `${endpoint} は転送「${label}」が使用中です。その転送を停止するか、別のローカルポートを選択してください。`,
};
