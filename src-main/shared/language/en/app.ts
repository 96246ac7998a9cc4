import { count, list, number } from './grammar.ts';

/** What the app says outside its window: tray, notifications, boxes, and the problems of the computer around it. */
export const app = {
  'alert.away': ({ contexts }: { contexts: readonly string[] }) => `${are(contexts, 'cluster')} away`,
  'alert.back': ({ labels }: { labels: readonly string[] }) => `${are(labels, 'forward')} back`,
  'alert.clusterBack': ({ contexts }: { contexts: readonly string[] }) => `${are(contexts, 'cluster')} back`,
  'alert.ending': ({ labels, left }: { labels: readonly string[]; left: string }) =>
    labels.length === 1 ? `${labels.join()} ends in ${left}` : `${count(labels.length, 'forward')} end soon`,
  'alert.endingFirst': ({ left }: { left: string }) =>
    `The first ends in ${left}, as set. You can keep them running.`,
  'alert.endingSentence': 'It ends by itself, as set. You can keep it running.',
  'alert.failed': ({ labels }: { labels: readonly string[] }) =>
    `${are(labels, 'forward')} no longer working`,
  'alert.needsLogin': ({ contexts }: { contexts: readonly string[] }) =>
    contexts.length === 1
      ? `${contexts.join()} needs a login`
      : `${count(contexts.length, 'cluster')} need a login`,
  'alert.servesAgain': 'New connections are served again.',
  /** The first few names, and how many more there are. */
  'alert.several': ({ names, more, why }: { names: readonly string[]; more: number; why: string }) =>
    `${more === 0 ? list(names) : `${names.join(', ')} and ${number(more)} more`}. ${why}`,
  'alert.waiting': ({ labels }: { labels: readonly string[] }) => `${are(labels, 'forward')} waiting`,
  'alert.windowSaysWhy': 'Open Portolan to see why, and what to do.',

  'app.opening': 'Opening…',
  'app.couldNotStart': 'Portolan could not start',
  'app.docsUnopened': ({ path }: { path: string }) =>
    `The system did not open ${path}. Open this folder in a file manager.`,
  'app.fileUnwritable': ({ path }: { path: string }) =>
    `${path} cannot be written. Choose another place, or see who may write there.`,
  'app.foreignRequest': 'Only the window of Portolan may ask for this. Nothing was done.',
  'app.noOpenAddress': 'This forward has no open address now. Start it, then open it.',
  'app.quit': 'Quit Portolan',
  /** The title of the dialogue that asks where to. */
  'app.saveAs': 'Save As',
  'app.unknownRequest': 'Portolan does not know this request. Restart the app.',

  'keychain.late': ({ seconds }: { seconds: number }) =>
    `The keychain gave no answer within ${count(seconds, 'second')}.`,
  'keychain.unavailable':
    'The system’s keychain does not answer, so tokens and keys are kept for this run only. Unlock or install a keychain, then start Portolan again.',

  'tray.copyAddress': 'Copy Address',
  'tray.group': ({ name, active, all }: { name: string; active: number; all: number }) =>
    `${name}  ${active} of ${all} active`,
  /** `among`: what of them nobody may overlook. */
  'tray.more': ({ more, among }: { more: number; among: readonly string[] }) =>
    `${[`${number(more)} more in the window`, ...among].join(' · ')}…`,
  'tray.none': 'No forwards yet',
  'tray.open': 'Open Portolan',
  'tray.openInBrowser': 'Open in Browser',
  'tray.startAll': 'Start All',
  'tray.startGroup': 'Start Group',
  'tray.stopAll': 'Stop All',
  'tray.stopGroup': 'Stop Group',
  'tray.tooltip': ({ active, all }: { active: number; all: number }) =>
    `Portolan: ${active} of ${all} active`,
  'tray.waitingForPod': 'Waiting for a pod',
};

/** `web is`, `3 forwards are`. */
function are(names: readonly string[], noun: string): string {
  return names.length === 1 ? `${names.join()} is` : `${count(names.length, noun)} are`;
}
