import type { app as Words } from '../en/app.ts';
import { list, number } from './grammar.ts';

export const app: typeof Words = {
  'alert.away': ({ contexts }) => `${subject(contexts, '件のクラスター')}に接続できません`,
  'alert.back': ({ labels }) => `${subject(labels, '件の転送')}が復旧しました`,
  'alert.clusterBack': ({ contexts }) => `${subject(contexts, '件のクラスター')}が復旧しました`,
  'alert.ending': ({ labels, left }) =>
    `${subject(labels, '件の転送')}は${labels.length === 1 ? ` ${left}後に` : 'まもなく'}終了します`,
  'alert.endingFirst': ({ left }) =>
    `設定により、最初の転送は ${left}後に終了します。動作を続けることもできます。`,
  'alert.endingSentence': '設定による自動終了です。動作を続けることもできます。',
  'alert.failed': ({ labels }) => `${subject(labels, '件の転送')}が動作しなくなりました`,
  'alert.needsLogin': ({ contexts }) => `${subject(contexts, '件のクラスター')}へのログインが必要です`,
  'alert.servesAgain': '新しい接続を再び処理しています。',
  'alert.several': ({ names, more, why }) =>
    `${list(names)}${more === 0 ? '' : `、ほか ${number(more)} 件`}。${why}`,
  'alert.waiting': ({ labels }) => `${subject(labels, '件の転送')}は待機中です`,
  'alert.windowSaysWhy': '原因と対処方法は Portolan のウィンドウで確認できます。',

  'app.opening': '開いています…',
  'app.couldNotStart': 'Portolan を起動できませんでした',
  'app.docsUnopened': ({ path }) =>
    `${path} を開けませんでした。ファイルマネージャーでこのフォルダーを開いてください。`,
  'app.fileUnwritable': ({ path }) =>
    `${path} に書き込めません。別の場所を選ぶか、その場所への書き込み権限を確認してください。`,
  'app.foreignRequest': 'この要求は Portolan のウィンドウからのみ受け付けます。何も実行していません。',
  'app.noOpenAddress': 'この転送には現在開けるアドレスがありません。開始してから開いてください。',
  'app.quit': 'Portolan を終了',
  'app.saveAs': '名前を付けて保存',
  'app.unknownRequest': 'Portolan で対応していない要求です。アプリを再起動してください。',

  'keychain.late': ({ seconds }) => `キーチェーンから ${seconds} 秒以内に応答がありませんでした。`,
  'keychain.unavailable':
    'システムのキーチェーンが応答しないため、トークンと鍵は今回の実行中だけ保持されます。キーチェーンのロックを解除するかインストールしてから、Portolan を起動し直してください。',

  'tray.copyAddress': 'アドレスをコピー',
  'tray.group': ({ name, active, all }) => `${name}  ${active}/${all} 動作中`,
  'tray.more': ({ more, among }) => `${[`ほか ${number(more)} 件はウィンドウで`, ...among].join(' · ')}…`,
  'tray.none': '転送はまだありません',
  'tray.open': 'Portolan を開く',
  'tray.openInBrowser': 'ブラウザーで開く',
  'tray.startAll': 'すべて開始',
  'tray.startGroup': 'グループを開始',
  'tray.stopAll': 'すべて停止',
  'tray.stopGroup': 'グループを停止',
  'tray.tooltip': ({ active, all }) => `Portolan: ${active}/${all} 動作中`,
  'tray.waitingForPod': 'Pod を待機中',
};

/** `web `, `3 件の転送`; a name stands apart from Japanese words. */
function subject(names: readonly string[], noun: string): string {
  return names.length === 1 ? `${names.join()} ` : `${number(names.length)} ${noun}`;
}
