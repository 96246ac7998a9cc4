import { count, list, number, tenths } from './grammar.ts';

/** The lines of a forward's timeline: what happened to it. */
export const timeline = {
  'timeline.back': ({ pods, seconds }: { pods: string; seconds: number }) =>
    `Back on ${pods} after ${tenths(seconds)} seconds.`,
  /** `held` connections waited for the pod, and `lost` of them gave up. */
  'timeline.backHeld': ({
    pods,
    seconds,
    held,
    lost,
  }: {
    pods: string;
    seconds: number;
    held: number;
    lost: number;
  }) =>
    `Back on ${pods} after ${tenths(seconds)} seconds; ${count(held, 'connection')} ${held === 1 ? 'was' : 'were'} held, ${lost === 0 ? 'none' : number(lost)} lost.`,
  'timeline.broughtBack': 'Brought back and started.',
  'timeline.connected': ({ pods }: { pods: string }) => `Connected to ${pods}.`,
  'timeline.leaving': ({ pod, open }: { pod: string; open: number }) =>
    `${pod} is terminating; ${count(open, 'connection')} ${open === 1 ? 'finishes' : 'finish'} on it.`,
  /** `places` are `timeline.place`s. */
  'timeline.listening': ({ places }: { places: readonly string[] }) => `Listening on ${places.join('; ')}.`,
  'timeline.moved': ({ from, to }: { from: string; to: string }) => `Moved from ${from} to ${to}.`,
  'timeline.newConnections': ({ pods }: { pods: string }) => `New connections go to ${pods} now.`,
  'timeline.place': ({ addresses, ports }: { addresses: readonly string[]; ports: readonly string[] }) =>
    `${list(addresses)}, port${ports.length > 1 ? 's' : ''} ${list(ports)}`,
  'timeline.podCount': ({ pods }: { pods: number }) => count(pods, 'pod'),
  'timeline.podNames': ({ names }: { names: readonly string[] }) => list(names),
  'timeline.portMoved': ({ from, endpoint }: { from: number; endpoint: string }) =>
    `Port ${from} is used by another program now, so ${endpoint} was chosen instead.`,
  'timeline.keptRunning': 'Kept running by you: the time to its end counts anew.',
  'timeline.keptPort': 'Kept its port, which was not taken over, and started again.',
  'timeline.startedAgain': 'Started again with Portolan.',
  'timeline.startedByYou': 'Started by you.',
  'timeline.startedWithAll': 'Started by you, with all others.',
  'timeline.startedWithNew': 'Started with the new settings.',
  'timeline.startedWithOld': 'Started with the settings from before.',
  'timeline.startedWithOthers': 'Started by you, with others.',
  'timeline.stopped': 'Stopped.',
};
