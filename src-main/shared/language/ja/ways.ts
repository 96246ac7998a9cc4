import type { ways as Words } from '../en/ways.ts';
import { number } from './grammar.ts';

export const ways: typeof Words = {
  'ways.allEnding': ({ service }) =>
    `Service ${service} の Pod はすべて削除中です。新しい Pod を待つか、レプリカ数を増やしてください。`,
  'ways.answers': ({ kind, address }) => `この PC からは「${kind}」が ${address} で応答します。`,
  'ways.answersButNot': ({ kind, address, other }) =>
    `この PC からは「${kind}」が ${address} で応答しますが、「${other}」は応答しません。`,
  'ways.balancerIsProxy': 'クラスター内からの接続もロードバランサーを経由します。',
  'ways.balancerOnlyFrom': ({ range, more }) =>
    `${range}${more === 0 ? '' : ` と、ほか ${number(more)} 個の範囲`}のクライアントだけが接続できます (loadBalancerSourceRanges)。`,
  'ways.balancerRefusesPort': ({ error }) => `ロードバランサーはこのポートを提供していません (${error})。`,
  'ways.balancerWithoutAddress': ({ balancer, named }) =>
    `${balancer ?? 'ロードバランサー'}はまだアドレスを割り当てていません。クラスターで${named === null ? 'ロードバランサー' : `クラス ${named} のロードバランサー`}が動いているか確認するか、転送を使ってください。`,
  'ways.balancerWithoutAskedAddress': ({ address }) =>
    `アドレス ${address} が要求されていますが、まだ割り当てられていません。ロードバランサーが割り当てられるか確認してください。`,
  'ways.cannotOpen': 'ブラウザーで開けるアドレスではありません。代わりにコピーしてください。',
  'ways.clusterIpInside':
    'このアドレスにはクラスターのノードと Pod だけが接続できます。このコンピューターからは転送で接続できます。',
  'ways.endpointsNoPods': ({ service }) =>
    `この経路には Pod が必要ですが、Service ${service} のエンドポイントは Pod ではありません。`,
  'ways.endpointsUnread': ({ port }) =>
    `EndpointSlice を読み取れないため、ポート ${port} の先で応答があるかどうかわかりません。`,
  'ways.externalIpHeadless':
    'このアドレスに応答するノードはありません。Service がヘッドレスだからです。クラスター IP を割り当ててください。',
  'ways.externalIpNeedsNetwork':
    'クラスターはこのアドレスで応答しますが、アドレスをノードへ導く経路は別に必要です。',
  'ways.externalNameByGateway': ({ service }) =>
    `Service ${service} は外部の名前を表すだけで、Gateway がそこへ届けるかどうかはわかりません。`,
  'ways.externalNameInside': ({ name }) =>
    `この Service は ${name} を表し、その名前はクラスター自身の DNS だけが知っています。その Service への経路を調べてください。`,
  'ways.externalNameIsAddress': ({ address }) =>
    `この Service は IP アドレス ${address} を名前として表していますが、クラスターの DNS では解決できません。代わりに、セレクターのない Service に EndpointSlice を用意してください。`,
  'ways.externalNameLeads': ({ name }) =>
    `この Service は名前 ${name} を表すだけで、クラスターの外を指します。`,
  'ways.externalNameSetting': ({ by, setting }) =>
    `この Service は外部の名前を表すだけで、${by} は ${setting} が有効な場合にのみそこへ届けます。`,
  'ways.externalNameWithoutPort': ({ name }) =>
    `この Service は名前 ${name} を表すだけで、ポートの指定がありません。`,
  'ways.familyUnserved': ({ service, family }) =>
    `Service ${service} には ${family} のエンドポイントがないため、${family} アドレスは応答しません。`,
  'ways.forwardHeadless': ({ service, port, podPort }) =>
    `ヘッドレス Service ${service} への転送は Pod のポート ${port} につながりますが、Pod のポートは ${podPort} です。Pod かワークロードを転送してください。`,
  'ways.hostNetworkDeclaredOnly':
    'Pod はノード自身のネットワークにあります。宣言されていないポートもノード上で応答します。',
  'ways.hostNetworkWithoutPort':
    'Pod はノード自身のネットワークにあり、ポートを宣言していません。待ち受けるポートはどれもノード上で応答します。',
  'ways.hostPortOnLoopback': ({ address }) =>
    `ノードは ${address} で待ち受けており、ノード自身だけが接続できます。`,
  'ways.kind.apiProxy': 'API サーバーのプロキシ',
  'ways.kind.clusterIp': 'クラスター IP',
  'ways.kind.externalIp': '外部 IP',
  'ways.kind.externalName': '外部名',
  'ways.kind.gateway': 'Gateway',
  'ways.kind.hostNetwork': 'ホストネットワーク',
  'ways.kind.hostPort': 'ホストポート',
  'ways.kind.httpProxy': 'HTTPProxy',
  'ways.kind.ingress': 'Ingress',
  'ways.kind.ingressRoute': 'IngressRoute',
  'ways.kind.loadBalancer': 'ロードバランサー',
  'ways.kind.nodePort': 'ノードポート',
  'ways.kind.openshiftRoute': 'OpenShift ルート',
  'ways.kind.portForward': '転送',
  'ways.kind.virtualServer': 'VirtualServer',
  'ways.kind.virtualService': 'VirtualService',
  'ways.kindBy': ({ kind, by }) => `${kind} (${by})`,
  'ways.leadsToOthers': ({ service }) =>
    `Service ${service} には準備完了の Pod がありますが、ここにある Pod ではありません。`,
  'ways.localNodesOnly': '準備完了の Pod があるノードだけが応答します (externalTrafficPolicy: Local)。',
  'ways.mayNotForward':
    'ここでポートを転送する権限がありません。pods/portforward の create 権限を依頼してください。',
  'ways.mayNotGet': ({ resource }) =>
    `ここで API サーバーのプロキシを使う権限がありません。${resource} の get 権限を依頼してください。`,
  'ways.noEndpoints': ({ service }) => `Service ${service} は Pod を選択せず、エンドポイントもありません。`,
  'ways.noNodeAddress': ({ port }) =>
    `アドレスのわかる準備完了のノードで、ポート ${port} に応答するものがありません。`,
  'ways.noPod': 'Pod がありません。',
  'ways.noPods': ({ service }) =>
    `Service ${service} には Pod がありません。セレクターとレプリカ数を確認してください。`,
  'ways.noPodsWithIpv6': ({ service }) =>
    `Service ${service} は IPv6 専用ですが、IPv6 アドレスを持つ Pod がありません。IP ファミリーとセレクターを確認してください。`,
  'ways.nodesUnread': 'ノードを読み取れないため、Pod のあるノードだけがわかります。',
  'ways.noneReady': ({ service, pods }) =>
    `Service ${service} の ${number(pods)} 個の Pod はどれも準備完了ではありません。`,
  'ways.nothingAnswers': 'この PC から応答するアドレスはなく、転送もできません。',
  'ways.onlyForward': 'この PC から応答するアドレスはありません。転送なら届きます。',
  'ways.open': '既知の障害なし',
  'ways.othersToo': ({ service }) => `Service ${service} はほかの Pod にもつながります。`,
  'ways.podsUnread': 'Pod を読み取れないため、準備完了の Pod があるかどうかわかりません。',
  'ways.portMatchesNothing': ({ service, port, targetPort }) =>
    `Service ${service} のポート ${port} はポート ${targetPort} を指していますが、準備完了の Pod にそのポートがありません。`,
};
