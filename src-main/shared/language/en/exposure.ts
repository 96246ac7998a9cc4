import { count, list } from './grammar.ts';

/** Who may reach a forward, for how long, and what is marked as production. */
export const exposure = {
  'exposure.addresses': 'Addresses of this computer',
  'exposure.all': ({ family }: { family: string }) => `All of ${family}`,
  'exposure.allowFrom': 'Who may connect',
  'exposure.allowFromHint': 'Addresses and networks such as 192.168.1.0/24. All others are refused.',
  'exposure.asContext': ({ after }: { after: string }) => `${after}, as its context says`,
  'exposure.endAfter': 'End after',
  'exposure.endAfterHint': 'Such as 30m, 8h or 2d, counted from its start.',
  'exposure.ended': ({ after }: { after: string }) => `Ended after ${after}, as set.`,
  'exposure.endsIn': ({ left }: { left: string }) => `Ends in ${left}`,
  'exposure.everybody': 'everybody',
  'exposure.keepRunning': 'Keep running',
  'exposure.never': 'never',
  'exposure.notEndAfter': ({ text }: { text: string }) =>
    `“${text}” is not a time to end after. Use one from 1m to 7d, such as 30m or 8h.`,
  'exposure.notPeers': ({ text }: { text: string }) =>
    `“${text}” is not an address or network. Use one such as 192.168.1.20 or 192.168.1.0/24.`,
  'exposure.reachComputer': 'Only this computer',
  'exposure.reachEvery': 'Anyone on any network',
  'exposure.reachNetwork': ({ name }: { name: string }) => `Anyone on ${name}`,
  'exposure.refused': ({ address }: { address: string }) =>
    `${address} was refused: it is not among those who may connect.`,
  'exposure.tooManyPeers': ({ most }: { most: number }) =>
    `More than ${most} addresses and networks are given. Use fewer, larger networks.`,
  'peers.address': 'Address',
  'peers.bytes': 'Bytes',
  'peers.connections': 'Connections',
  'peers.count': ({ served, refused }: { served: number; refused: number }) =>
    refused === 0
      ? count(served, 'connection')
      : served === 0
        ? `${refused} refused`
        : `${served} served, ${refused} refused`,
  'peers.last': 'Last seen',
  'peers.none': 'Nobody from another machine yet.',
  'peers.now': 'now',
  'peers.refused': 'refused',
  'peers.since': ({ age }: { age: string }) => `First seen ${age} ago`,
  'peers.title': 'Who connected',
  'production.about':
    'Starting or changing a forward to it asks first, in this window, in the tray and in the terminal.',
  'production.address': 'Address',
  'production.confirm': 'Continue on production',
  'production.dialog': ({ context }: { context: string }) => `Production: ${context}`,
  'production.endAfter': 'End its forwards after',
  'production.endAfterHint': 'Such as 30m or 8h, for forwards that have no time of their own.',
  'production.is': 'This is a production context',
  'production.mark': 'Mark as production…',
  'production.menu': 'Production…',
  'production.question': 'This is production',
  'production.questionAbout': ({ contexts }: { contexts: readonly string[] }) =>
    `${list(contexts)} ${contexts.length === 1 ? 'is' : 'are'} marked as production. Continue?`,
  'production.tag': 'PROD',
  'production.title': ({ context }: { context: string }) => `${context} is marked as production`,
  'production.unconfirmed': ({ context }: { context: string }) =>
    `${context} is marked as production. Confirm to continue.`,
  'reason.productionUnconfirmed': 'not confirmed',
  'taken.byForward': ({ port, label }: { port: number; label: string }) =>
    `Port ${port} is used by the forward “${label}”.`,
  'taken.byProgram': ({ port, name, pid }: { port: number; name: string; pid: string }) =>
    `Port ${port} is used by ${name} (pid ${pid}).`,
  'taken.takeOver': 'Take it over',
  'taken.willTakeOver': ({ label }: { label: string }) =>
    `“${label}” will be stopped when you save, and its port taken over.`,
};
