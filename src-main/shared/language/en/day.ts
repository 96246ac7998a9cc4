/** How Portolan lives with the day: starting at login, a shortcut, going on in the tray. */
export const day = {
  'day.autostartUnwritable': ({ path }: { path: string }) =>
    `Starting at login could not be changed, since ${path} cannot be written. See who may write there.`,
  'day.goesOn': 'Portolan keeps running in the tray',
  'day.goesOnSentence': 'The forwards keep running. Its icon opens the window again, or quits.',
  'day.goesOnLinux': 'Portolan keeps running',
  'day.goesOnLinuxSentence':
    'The forwards keep running. The icon in the tray, or starting Portolan once more, opens the window again.',
  'day.loginItemRefused': 'The system did not take the change. Look at the login items in its own settings.',
  'day.recording': 'Press the keys',
  'day.recordingHint': 'A combination with Ctrl or Alt, or a function key. Escape turns it off.',
  'day.recordingHintMac': 'A combination with ⌃, ⌥ or ⌘, or a function key. Escape turns it off.',
  'day.shortcut': 'Shortcut to show the window',
  'day.shortcutOff': 'None',
  'day.shortcutRefused': 'The system refuses this combination; another program may have it. Use another one.',
  'day.shortcutSentence': 'Works in every program, also while the window is closed.',
  'day.startAtLogin': 'Start at login',
  'day.startAtLoginSentence': 'Portolan waits in the tray, and its forwards run before you need them.',
  'day.title': 'Start and window',
  'day.tray': 'Portolan keeps running in the tray',
  'day.traySentence': 'Shown the first time you close the window.',
};
