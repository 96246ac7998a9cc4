import type { app as Words } from '../en/app.ts';
import { number } from './grammar.ts';

export const app: typeof Words = {
  'alert.allWorkAgain': 'これにより停止していた転送は、すべて再び動作しています。',
  'alert.away': ({ context }) => `${context} に接続できません`,
  'alert.back': ({ name }) => `${name} が復旧しました`,
  'alert.needsLogin': ({ context }) => `${context} へのログインが必要です`,
  'alert.noPodReady': '準備のできた Pod がありません。新しい接続は、次の Pod の準備ができるまで待機します。',
  'alert.waiting': ({ label }) => `${label} は待機中です`,
  'alert.worksAgain': '再び動作しています。',

  'app.opening': '開いています…',
  'app.couldNotStart': 'Portolan を起動できませんでした',
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
  'tray.exposed': 'LAN に公開',
  'tray.group': ({ name, active, all }) => `${name}  ${active}/${all} 動作中`,
  'tray.more': ({ more }) => `ほか ${number(more)} 件はウィンドウで…`,
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
