import type { entrance as Words } from '../en/entrance.ts';
import { number } from './grammar.ts';

export const entrance: typeof Words = {
  'entrance.ambiguous': ({ services }) =>
    `コントローラーにつながる可能性のある Service が ${number(services)} 個あり、どれかはわかりません。`,
  'entrance.local':
    'コントローラーの準備完了の Pod があるノードだけが応答します (externalTrafficPolicy: Local)。',
  'entrance.moreAddresses': ({ more }) =>
    `このほかに${more === null ? '多数の' : ` ${number(more)} 個の`}アドレスがあります。`,
  'entrance.sideUnread': ({ address }) =>
    `すべての名前空間の Service を一覧表示する権限がないため、${address} がクラスター内部にあるかどうかわかりません。`,
  'entrance.unknown':
    'コントローラーの待ち受け先を示す Service がありません。コントローラーが動いているか確認するか、転送を使ってください。',
  'entrance.unread':
    'すべての名前空間の Service を一覧表示する権限がないため、コントローラーの待ち受け先がわかりません。',
};
