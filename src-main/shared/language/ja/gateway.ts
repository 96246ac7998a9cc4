import type { gateway as Words } from '../en/gateway.ts';
import { number, sentence } from './grammar.ts';

export const gateway: typeof Words = {
  'gateway.classMissing': ({ gateway, name }) =>
    `Gateway ${gateway} のクラス ${name} は存在しません。クラスを作成するか、gatewayClassName を修正してください。`,
  'gateway.classRefused': ({ name, reason }) =>
    `Gateway クラス ${name} は提供されていません: ${sentence(reason)}`,
  'gateway.grantMissing': ({ kind, from, name, namespace }) =>
    `名前空間 ${namespace} に、名前空間 ${from} の ${kind} から Service ${name} への参照を許可する ReferenceGrant が必要です。なければ Gateway は何も送りません。`,
  'gateway.grantsUnread': ({ namespace, from }) =>
    `名前空間 ${namespace} の ReferenceGrant を一覧表示する権限がありません。名前空間 ${from} のルートを許可するものが必要です。`,
  'gateway.hostsApart': ({ at }) =>
    `このルートのホストには ${at} が受け付けるものがありません。ルートとリスナーの hostnames を比べてください。`,
  'gateway.inside': ({ gateway }) =>
    `Gateway ${gateway} はクラスター内だけで待ち受けています。このコンピューターからは転送で接続できます。`,
  'gateway.kindNotTaken': ({ at, kind }) =>
    `このルートが指す ${at} のリスナーには ${kind} を受け付けるものがありません。プロトコルと allowedRoutes を確認してください。`,
  'gateway.listenerHidden': ({ at, listener, port }) =>
    `${at} のリスナー ${listener} がどこで開いているかわかりません。Gateway のアドレスからポート ${port} につながる Service がありません。Gateway の Service のポートを比べてください。`,
  'gateway.listenerPartly': ({ at, listener, reason }) =>
    `${at} のリスナー ${listener} の一部は動作していません: ${sentence(reason)}`,
  'gateway.listenerRefused': ({ at, listener, reason }) =>
    `${at} のリスナー ${listener} は動作していません: ${sentence(reason)}`,
  'gateway.listenerSetMalformed': ({ at }) => `${at} の Gateway またはリスナーを読み取れません。`,
  'gateway.listenerSetNotTaken': ({ at, gateway }) =>
    `Gateway ${gateway} は ${at} のリスナーを受け付けません。allowedListeners にその名前空間を含める必要があります。`,
  'gateway.listenerSetOld': ({ name }) =>
    `このルートは XListenerSet ${name} に付いています。Gateway API 1.5 より前の種類のため、リスナーは読み取りません。`,
  'gateway.listenerSetRefused': ({ at, reason }) => `${at} は動作していません: ${sentence(reason)}`,
  'gateway.malformed': ({ gateway }) => `Gateway ${gateway} のクラスまたはリスナーを読み取れません。`,
  'gateway.matchesMalformed':
    'ここにつながるルートの条件 (matches) をどれも読み取れないため、どこで応答するかわかりません。matches のパスを修正してください。',
  'gateway.missing': ({ at }) => `${at} がありません。作成するか、それを指す parentRef を修正してください。`,
  'gateway.moreRoutes': ({ more }) =>
    `このほかに ${number(more)} 個の Gateway API のルートがここにつながっています。`,
  'gateway.namespaceNotTaken': ({ at, namespace }) =>
    `${at} は名前空間 ${namespace} のルートを受け付けません。allowedRoutes に含める必要があります。`,
  'gateway.namespacesUnread': ({ at, namespace }) =>
    `${at} は名前空間をラベルで選びますが、${namespace} のラベルを読み取る権限がありません。`,
  'gateway.noListener': ({ at, listener, port }) =>
    `${at} には${port === null ? '' : `ポート ${port} の`}リスナー${listener === null ? '' : ` ${listener} `}がありません。ルートの parentRefs を修正してください。`,
  'gateway.noWeight': ({ service }) => `重みが 0 の間、このルートは Service ${service} に何も送りません。`,
  'gateway.partly': ({ reason }) => `このルートの一部は動作していません: ${sentence(reason)}`,
  'gateway.passesTls':
    'Gateway は TLS をそのまま通します。証明書は Pod のもので、サーバー名だけで振り分けられます。',
  'gateway.portMissing': ({ service, port }) =>
    `このルートはポート ${port} を指していますが、Service ${service} にそのポートはありません。`,
  'gateway.portNotNamed': ({ service }) =>
    `このルートは Service ${service} のポートを指定していません。backendRef に port を追加してください。`,
  'gateway.refused': ({ gateway, reason }) => `Gateway ${gateway} は動作していません: ${sentence(reason)}`,
  'gateway.routeRefused': ({ at, reason }) => `${at} はこのルートを受け付けません: ${sentence(reason)}`,
  'gateway.share': ({ own, total }) =>
    `ここに届くのは一部だけで、重みは ${total} 分の ${own} です。残りはほかのバックエンドに送られます。`,
  'gateway.takes': ({ path, only }) =>
    `${path === null ? '' : `${path} では、`}${only} を伴うリクエストを受け付けます。`,
  'gateway.takesMore': ({ more }) =>
    `このルートには、メソッド、ヘッダー、パラメーターを求めるルールがほかに ${number(more)} 個あります。`,
  'gateway.through': ({ gateway, controller }) =>
    `Gateway ${gateway} ${controller === null ? '' : `(${controller} が提供) `}を経由します。`,
  'gateway.unread': ({ at }) =>
    `${at} を読み取る権限がありません。このルートが動作するかどうかはそれによります。`,
  'gateway.unresolved': ({ reason }) => `Gateway はこのルートに従えません: ${sentence(reason)}`,
  'gateway.withoutAddress': ({ gateway }) =>
    `Gateway ${gateway} にはまだアドレスがありません。クラスターでそのクラスのコントローラーが動いているか確認してください。`,
  'gateway.withoutAddressFor': ({ gateway, reason }) =>
    `Gateway ${gateway} にはまだアドレスがありません: ${sentence(reason)}`,
};
