import type { day as Words } from '../en/day.ts';

export const day: typeof Words = {
  'day.autostartUnwritable': ({ path }) =>
    `${path} に書き込めないため、ログイン時の起動を変更できませんでした。その場所への書き込み権限を確認してください。`,
  'day.goesOn': 'Portolan はトレイで動作を続けます',
  'day.goesOnSentence':
    '転送は引き続き動作します。トレイのアイコンから、ウィンドウを開く、または終了できます。',
  'day.goesOnLinux': 'Portolan は動作を続けます',
  'day.goesOnLinuxSentence':
    '転送は引き続き動作します。トレイのアイコンから、または Portolan をもう一度起動すると、ウィンドウを開けます。',
  'day.loginItemRefused':
    'システムに変更が反映されませんでした。システム設定のログイン項目を確認してください。',
  'day.recording': 'キーを押してください',
  'day.recordingHint': 'Ctrl または Alt を含む組み合わせか、ファンクションキー。Esc で解除します。',
  'day.recordingHintMac': '⌃、⌥、⌘ を含む組み合わせか、ファンクションキー。Esc で解除します。',
  'day.shortcut': 'ウィンドウを表示するショートカット',
  'day.shortcutOff': 'なし',
  'day.shortcutRefused':
    'この組み合わせはシステムに拒否されました。ほかのプログラムが使用している可能性があります。別の組み合わせを使用してください。',
  'day.shortcutSentence': 'ほかのプログラムの使用中でも、ウィンドウを閉じていても使用できます。',
  'day.startAtLogin': 'ログイン時に起動',
  'day.startAtLoginSentence': 'Portolan がトレイで待機し、必要になる前から転送が動作します。',
  'day.title': '起動とウィンドウ',
  'day.tray': 'Portolan がトレイで動作を続ける',
  'day.traySentence': 'ウィンドウを初めて閉じたときに通知します。',
};
