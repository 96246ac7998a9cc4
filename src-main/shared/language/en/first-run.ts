import { count } from './grammar.ts';

/** What a newcomer reads: what was found, what can be done, and the tour. */
export const firstRun = {
  'firstRun.added': 'Added in Portolan',
  'firstRun.contexts': ({ contexts }: { contexts: number }) => count(contexts, 'context'),
  'firstRun.current': 'current',
  'firstRun.currentHint': 'The current-context of the kubeconfig',
  'firstRun.demo': 'Demo cluster',
  'firstRun.demoHint': 'A small shop that runs only on this computer. Delete its pods as you like.',
  'firstRun.importHint':
    'From kubectl commands, a portolan.yaml, or the files of kftray, Kube Forwarder and kportal.',
  'firstRun.more': 'More ways to begin',
  'firstRun.paste': 'Paste a kubeconfig',
  'firstRun.pasteHint': 'Or give a server and a token. The secrets go to the system’s keychain.',

  'settings.help': 'Help',
  'settings.tour': 'Tour',
  'settings.tourSentence':
    'Three steps: forward a port, find its address, know what keeps running without the window.',

  'tour.again': 'Show the tour again',
  'tour.port': 'Click a port to forward it',
  'tour.portSentence':
    'It gets an address on this computer at once. A highlighted port is already forwarded.',
  'tour.address': 'This is its address',
  'tour.addressSentence':
    'One click copies it. The port stays the same, tomorrow and after every restart, and the switch before it stops the forward.',
  'tour.tray': 'It keeps running in the tray',
  'tour.traySentence':
    'Close the window: forwards keep running. When a pod dies, new connections wait for the next one.',
  'tour.stepOf': ({ step, steps }: { step: number; steps: number }) => `${step} of ${steps}`,
  'tour.back': 'Back',
  'tour.done': 'Done',
  'tour.next': 'Next',
  'tour.skip': 'Skip',
};
