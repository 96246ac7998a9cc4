import type { timeline as Words } from '../en/timeline.ts';
import { list, number, tenths } from './grammar.ts';

export const timeline: typeof Words = {
  'timeline.back': ({ pods, seconds }) => `${tenths(seconds)} 秒後に ${pods} で復旧しました。`,
  'timeline.backHeld': ({ pods, seconds, held, lost }) =>
    `${tenths(seconds)} 秒後に ${pods} で復旧しました。保留した接続 ${number(held)} 件、失った接続${lost === 0 ? 'なし' : ` ${number(lost)} 件`}。`,
  'timeline.broughtBack': '一覧に戻して開始しました。',
  'timeline.connected': ({ pods }) => `${pods} に接続しました。`,
  'timeline.leaving': ({ pod, open }) =>
    `${pod} は終了中です。${number(open)} 件の接続はこの Pod で完了まで続きます。`,
  'timeline.listening': ({ places }) => `${places.join('、')} で待ち受けています。`,
  'timeline.moved': ({ from, to }) => `${from} から ${to} に切り替えました。`,
  'timeline.newConnections': ({ pods }) => `新しい接続は今後 ${pods} に送られます。`,
  'timeline.place': ({ addresses, ports }) => `${list(addresses)} (ポート ${list(ports)})`,
  'timeline.podCount': ({ pods }) => `${number(pods)} 個の Pod`,
  'timeline.podNames': ({ names }) => list(names),
  'timeline.portMoved': ({ from, endpoint }) =>
    `ポート ${from} は現在別のプログラムが使用中のため、代わりに ${endpoint} を選択しました。`,
  'timeline.keptRunning': 'ユーザーが継続しました。自動終了までの時間を数え直します。',
  'timeline.keptPort': 'ポートは引き継がれなかったため、そのまま再開しました。',
  'timeline.startedAgain': 'Portolan の起動とともに再開しました。',
  'timeline.startedByYou': 'ユーザーが開始しました。',
  'timeline.startedWithAll': 'ユーザーがすべての転送をまとめて開始しました。',
  'timeline.startedWithNew': '新しい設定で開始しました。',
  'timeline.startedWithOld': '以前の設定で開始しました。',
  'timeline.startedWithOthers': 'ユーザーがほかの転送とまとめて開始しました。',
  'timeline.stopped': '停止しました。',
};
