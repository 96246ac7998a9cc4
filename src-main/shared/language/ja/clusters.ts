import type { clusters as Words } from '../en/clusters.ts';
import { kubernetesKinds } from '../kubernetes-kinds.ts';
import { sentence } from './grammar.ts';

export const clusters: typeof Words = {
  'api.anonymous': ({ context }) =>
    `コンテキスト「${context}」のクラスターがユーザーを識別できません。ログインするか、コンテキストに認証情報を追加してください。`,
  'api.busy': ({ context }) =>
    `コンテキスト「${context}」の API サーバーが混み合っています。自動的に再試行します。`,
  'api.error': ({ context, status, reason }) =>
    `コンテキスト「${context}」の API サーバーがエラーを返しました (${status})。${reason === null ? '' : `サーバーの応答: ${sentence(reason)}`}`,
  'api.forbidden': ({ context, verb, resource, scope }) =>
    `コンテキスト「${context}」には、${scope ?? ''}${resource} に対する ${verb} の権限がありません。クラスターの管理者に、${scope ?? ''}${resource} に対する ${verb} 権限を依頼してください。`,
  'api.forbiddenOtherwise': ({ context, reason }) =>
    `コンテキスト「${context}」にはこの操作の権限がありません。クラスターの管理者に権限を依頼してください。${reason === null ? '' : `クラスターの応答: ${sentence(reason)}`}`,
  'api.inAllNamespaces': 'すべての名前空間の ',
  'api.inNamespace': ({ namespace }) => `名前空間 ${namespace} の `,
  'api.notFound': ({ reason }) =>
    `API サーバーで見つかりません: ${sentence(reason)}名前と名前空間を確認してください。`,
  'api.notKubernetes': ({ server }) =>
    `${server} から応答がありましたが、Kubernetes API ではありません。サーバーのアドレスを確認してください。`,
  'api.pathUnknown': ({ server, path }) =>
    `${server} に ${path} がありません。サーバーのアドレスをパスも含めて確認してください。`,
  'api.silent': ({ context }) =>
    `コンテキスト「${context}」の API サーバーが応答しません。ネットワークまたは VPN を確認してください。自動的に再試行します。`,
  'api.speaksHttps': ({ server, context }) =>
    `${server} は https で接続する必要があります。コンテキスト「${context}」のサーバーのアドレスを修正してください。`,
  'api.webPage': ({ server }) =>
    `${server} が Kubernetes API ではなく、Web ページかリダイレクト (ログイン画面またはプロキシの可能性) を返しました。サーバーのアドレスを確認し、求められた場合はログインしてください。`,
  'cluster.addressInvalid': ({ address }) =>
    `「${address}」は API サーバーのアドレスではありません。https://10.0.0.1:6443 のように、先頭に https:// を付けてください。`,
  'cluster.contextGone': ({ context }) =>
    `コンテキスト「${context}」がなくなりました。戻るのを待っています。元に戻すか、別のコンテキストを選択してください。`,
  'cluster.contextMissing': ({ context }) =>
    `コンテキスト「${context}」はありません。kubeconfig にあるコンテキストを選択するか、クラスターを追加してください。`,
  'cluster.contextNotAdded': ({ context }) =>
    `コンテキスト「${context}」は Portolan で追加されたものではありません。元の kubeconfig から削除してください。`,
  'cluster.contextNotBack': ({ context }) =>
    `コンテキスト「${context}」は元に戻せません。クラスターをもう一度追加してください。`,
  'cluster.contextNotInUse': ({ context }) => `コンテキスト「${context}」はもう使用されていません。`,
  'cluster.contextRemoved': ({ context }) =>
    `コンテキスト「${context}」はもうありません。別のコンテキストを選択してください。`,
  'cluster.contextUnusable': ({ context }) => `コンテキスト「${context}」は使用できません。`,
  'cluster.object': ({ kind, name }) => `${kubernetesKinds[kind]} ${name}`,
  'cluster.objectDeleted': ({ object }) =>
    `${object} は削除されました。同じ名前のものが作成されるのを待っています。`,
  'cluster.objectMissing': ({ object, namespace, context }) =>
    `コンテキスト「${context}」の名前空間 ${namespace} に ${object} がありません。名前と名前空間を確認してください。`,
  'cluster.serviceOfOutsideName': ({ service, outside }) =>
    `${service} は Pod ではなく外部の名前 ${outside} を指しています。その名前に直接接続してください。`,
  'cluster.serviceWithoutSelector': ({ service }) =>
    `${service} にはセレクターがなく、Pod 以外のアドレスを指しているため転送できません。Pod または別の Service を選択してください。`,
  'cluster.workloadScaledToZero': ({ workload }) =>
    `${workload} のレプリカ数は 0 です。スケールアップしてください。Portolan は Pod を待ちます。`,
  'cluster.workloadWithoutSelector': ({ workload }) =>
    `${workload} はどの Pod も選択していません。Pod または別のワークロードを選択してください。`,
};
