import type { day as Words } from '../en/day.ts';

export const day: typeof Words = {
  'day.autostartUnwritable': ({ path }) =>
    `无法写入 ${path}，因此未能更改登录时启动的设置。请检查该位置的写入权限。`,
  'day.goesOn': 'Portolan 会继续在托盘中运行',
  'day.goesOnSentence': '转发会继续运行。点击托盘图标可重新打开窗口或退出。',
  'day.goesOnLinux': 'Portolan 会继续运行',
  'day.goesOnLinuxSentence': '转发会继续运行。点击托盘图标，或再次启动 Portolan，可重新打开窗口。',
  'day.loginItemRefused': '系统未接受此更改。请查看系统设置中的登录项。',
  'day.recording': '请按下按键',
  'day.recordingHint': '包含 Ctrl 或 Alt 的组合键，或功能键。按 Esc 关闭快捷键。',
  'day.recordingHintMac': '包含 ⌃、⌥ 或 ⌘ 的组合键，或功能键。按 Esc 关闭快捷键。',
  'day.shortcut': '显示窗口的快捷键',
  'day.shortcutOff': '无',
  'day.shortcutRefused': '系统拒绝了此组合键，可能已被其他程序占用。请使用其他组合键。',
  'day.shortcutSentence': '在任何其他程序中都可使用，窗口关闭时也有效。',
  'day.startAtLogin': '登录时启动',
  'day.startAtLoginSentence': 'Portolan 在托盘中待命，需要时转发已在运行。',
  'day.title': '启动与窗口',
  'day.tray': 'Portolan 在托盘中继续运行',
  'day.traySentence': '首次关闭窗口时提示。',
};
