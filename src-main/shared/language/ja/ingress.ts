import type { ingress as Words } from '../en/ingress.ts';
import { number } from './grammar.ts';

export const ingress: typeof Words = {
  'ingress.addressOfController':
    'この Ingress にはアドレスの記載がないため、コントローラーが待ち受けているアドレスを示しています。',
  'ingress.classMissing': ({ name }) =>
    `Ingress クラス ${name} がないため、コントローラーがこの Ingress を無視する可能性があります。存在するクラスを指定してください。`,
  'ingress.classesUnread':
    'Ingress クラスを一覧表示する権限がないため、どのコントローラーが提供するのかわかりません。',
  'ingress.conflict': ({ other, place, older }) =>
    `Ingress ${other} も ${place} を指定しています${older === null ? '' : ` (古いほうは ${older})`}。どちらが使われるかはコントローラーが決めます。`,
  'ingress.conflictServed': ({ other, place, older }) =>
    `Ingress ${other} も ${place} を指定しています。ingress-nginx は古いほうの ${older} を使います。`,
  'ingress.controllerInside': ({ namespace, service }) =>
    `Ingress にアドレスはなく、コントローラーの Service（${namespace} の svc/${service}）はクラスター内でのみ開いています。ローカルの入口なら届きます。`,
  'ingress.defaultBackend': '他のどのルールにも当てはまらないリクエストを受け付けます。',
  'ingress.defaultClass': ({ name }) =>
    `クラスの指定がないため、クラスターの既定のクラス ${name} とみなしています。`,
  'ingress.insideOnly':
    'この Ingress に記載されたアドレスはクラスター内だけのものです。コントローラーへの転送で接続できます。',
  'ingress.moreIngresses': ({ more }) => `このほかに ${number(more)} 個の Ingress がここにつながっています。`,
  'ingress.noClass':
    'クラスの指定がなく、クラスターに既定のクラスもありません。提供するコントローラーのクラスを指定してください。',
  'ingress.noPort': 'コントローラーは、この Ingress に必要な接続を外部からは待ち受けていません。',
  'ingress.oddRules': ({ odd }) =>
    `解釈できないルールが ${number(odd)} 個あり、それらもここにつながる可能性があります。`,
  'ingress.plainRedirects': '通常の HTTP は HTTPS にリダイレクトされるのが一般的です。',
  'ingress.portMissing': ({ ingress, service, port }) =>
    port === null
      ? `Ingress ${ingress} は Service ${service} のポートを指定していません。`
      : `Ingress ${ingress} は Service ${service} のポート ${port} を指していますが、この Service にそのポートはありません。`,
  'ingress.withoutAddress': ({ name }) =>
    `この Ingress にはまだアドレスが割り当てられていません。${name === null ? 'コントローラー' : `クラス ${name} のコントローラー`}が動いているか確認するか、転送を使ってください。`,
};
