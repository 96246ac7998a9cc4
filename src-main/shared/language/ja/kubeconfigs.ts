import type { kubeconfigs as Words } from '../en/kubeconfigs.ts';

export const kubeconfigs: typeof Words = {
  'credentials.authorityNotPem':
    '認証局の証明書が PEM 形式ではありません。-----BEGIN CERTIFICATE----- で始まる必要があります。このコンピューターが信頼する証明書の場合は、空のままにしてください。',
  'credentials.issuerInvalid': ({ context }) =>
    `コンテキスト「${context}」の idp-issuer-url がアドレスではありません。kubeconfig で修正してください。`,
  'credentials.loginExpired': ({ context }) =>
    `コンテキスト「${context}」のログインの有効期限が切れ、更新できませんでした。kubeconfig を作成したツールでログインし直してください。`,
  'credentials.none': ({ context }) =>
    `コンテキスト「${context}」の認証情報を取得できませんでした。kubeconfig を作成したツールでログインし直してください。`,
  'credentials.notInKeychain': ({ context }) =>
    `コンテキスト「${context}」の認証情報がキーチェーンにありません。クラスターを削除して、もう一度追加してください。`,
  'credentials.pluginFailed': ({ plugin, context }) =>
    `コンテキスト「${context}」の認証プラグイン「${plugin}」が失敗しました。ターミナルで実行するか、ログインし直してください。`,
  'credentials.pluginInteractive': ({ plugin, context }) =>
    `コンテキスト「${context}」の認証プラグイン「${plugin}」には、ターミナルでの入力が必要です。先にターミナルでログインするか、interactiveMode を IfAvailable に設定してください。`,
  'credentials.pluginMissing': ({ plugin, context }) =>
    `コンテキスト「${context}」の認証プラグイン「${plugin}」がインストールされていないか、Portolan から見える PATH にありません。インストールするか、kubeconfig に完全なパスを記述してください。`,
  'credentials.pluginNotRunnable': ({ plugin, context }) =>
    `コンテキスト「${context}」の認証プラグイン「${plugin}」を実行できません。実行権限のあるプログラムか確認してください。`,
  'credentials.pluginSilent': ({ plugin, context, minutes }) =>
    `コンテキスト「${context}」の認証プラグイン「${plugin}」が ${minutes} 分以内に応答しませんでした。ターミナルで実行して、何を待っているか確認してください。`,
  'credentials.pluginUnusable': ({ plugin }) =>
    `認証プラグイン「${plugin}」から使用できる認証情報が得られませんでした。ターミナルで実行して、原因を確認してください。`,
  'credentials.pluginVersion': ({ plugin, answered, expected }) =>
    `認証プラグイン「${plugin}」は ${answered} で応答しましたが、kubeconfig は ${expected} を求めています。プラグインまたは kubeconfig を更新してください。`,
  'credentials.providerFault': ({ host, status, context }) =>
    `コンテキスト「${context}」の ID プロバイダー ${host} がエラー (${status}) を返しました。再試行しています。続く場合は、その管理者に問い合わせてください。`,
  'credentials.providerOther': ({ host, context }) =>
    `${host} は応答しましたが、コンテキスト「${context}」の ID プロバイダーとしての応答ではありません。ネットワークと idp-issuer-url を確認してください。再試行しています。`,
  'credentials.providerUnreachable': ({ host, context }) =>
    `コンテキスト「${context}」の ID プロバイダー ${host} に接続できません。ネットワークまたは VPN を確認してください。再試行しています。`,
  'credentials.providerUntrusted': ({ host, context }) =>
    `ID プロバイダー ${host} との安全な接続に失敗しました。その証明書と、コンテキスト「${context}」の idp-certificate-authority を確認してください。`,
  'credentials.refused': ({ context }) =>
    `コンテキスト「${context}」のクラスターが認証情報を受け付けません。ログインし直すか、トークンまたは証明書を更新してください。`,
  'credentials.tokenInvalid':
    'トークンに空白か、使用できない文字が含まれています。改行を含めずにコピーし直してください。',
  'kubeconfig.clusterUnknown': ({ context, cluster }) =>
    `コンテキスト「${context}」が参照するクラスター「${cluster}」は、どの kubeconfig にもありません。コンテキストを修正してください。`,
  'kubeconfig.demo': 'デモの kubeconfig',
  'kubeconfig.fileUnreadable': ({ file, context }) =>
    `コンテキスト「${context}」が参照するファイル ${file} を読み取れません。kubeconfig を修正するか、ファイルを元に戻してください。`,
  'kubeconfig.kubectlUnreachable': ({ target, context }) =>
    `kubectl は ${target} にアクセスできません。コンテキスト「${context}」を含む kubeconfig ファイルがありません。`,
  'kubeconfig.lineInvalid': ({ kubeconfig, line }) =>
    `${kubeconfig} を読み取れません: ${line} 行目が kubeconfig の形式ではありません。その行を修正してください。修正されるまで、以前に読み取った内容を使用します。`,
  'kubeconfig.missing': ({ path }) =>
    `kubeconfig ${path} が見つかりません。パスを確認してください。ファイルが作成されると、すぐに読み取ります。`,
  'kubeconfig.ofFile': ({ path }) => `kubeconfig ${path}`,
  'kubeconfig.pasted': '貼り付けた kubeconfig',
  'kubeconfig.pastedInvalid': ({ line }) =>
    `貼り付けたテキストは kubeconfig ではありません: ${line} 行目の形式が正しくありません。修正して、もう一度貼り付けてください。`,
  'kubeconfig.pastedRelativePath': ({ context, path }) =>
    `コンテキスト「${context}」が参照するファイル ${path} のフォルダーが、貼り付けたテキストからはわかりません。完全なパスを記述するか、ファイルの内容を埋め込んでください (kubectl config view --flatten --raw)。`,
  'kubeconfig.pastedWithoutContexts':
    '貼り付けたテキストにコンテキストがありません。clusters、users、contexts を含む kubeconfig 全体を貼り付けてください。',
  'kubeconfig.serverInvalid': ({ cluster }) =>
    `クラスター「${cluster}」の server が http または https のアドレスではありません。kubeconfig で修正してください。`,
  'kubeconfig.unreadable': ({ path, code }) =>
    `kubeconfig ${path} を読み取れません (${code})。読み取り権限のあるファイルか確認してください。`,
  'kubeconfig.userUnknown': ({ context, user }) =>
    `コンテキスト「${context}」が参照するユーザー「${user}」は、どの kubeconfig にもありません。コンテキストを修正してください。`,
};
