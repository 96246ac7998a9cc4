import { count } from './grammar.ts';

/** What forwards, their ports and their files say, and what has no words of its own. */
export const forwards = {
  /** What has no translation: words that were written by a person or another program. */
  verbatim: ({ text }: { text: string }) => text,
  'problem.internal': 'Portolan made a mistake. Try again, and report it with the details if it comes back.',

  'file.damaged': ({ path }: { path: string }) =>
    `${path} is damaged and cannot be renamed. It is left as it is and nothing is saved in this run; move it away, then start Portolan again.`,
  'file.newer': ({ path }: { path: string }) =>
    `${path} was saved by a newer Portolan. It is left as it is and nothing is saved in this run; install the newer Portolan again.`,
  'file.setAside': ({ path, aside }: { path: string; aside: string }) =>
    `${path} is damaged and was set aside as ${aside}. Repair that file and rename it back while Portolan is closed, or go on without it.`,
  'file.unreadable': ({ path }: { path: string }) =>
    `${path} cannot be read. It is left as it is and nothing is saved in this run; allow reading it, then start Portolan again.`,
  'file.unwritable': ({ path }: { path: string }) =>
    `${path} cannot be written, so changes are not saved. Make room or allow writing there, then change something again.`,

  'forward.chosenPodNotReady': ({ pod }: { pod: string }) =>
    `Pod ${pod}, the only one that this forward uses, is not ready. Waiting for it; choose another pod or another balance to go on without it.`,
  'forward.chosenPodTerminating': ({ pod }: { pod: string }) =>
    `Pod ${pod}, the only one that this forward uses, is terminating. Waiting for it; choose another pod or another balance to go on without it.`,
  'forward.localPortTwice': ({ port }: { port: number }) =>
    `Local port ${port} is given twice. Give each port pair a local port of its own.`,
  'forward.notThere': 'This forward is not in the list any more. Add it again.',

  /** `reason` is the sentences of a problem. */
  'hold.expired': ({ seconds, reason }: { seconds: number; reason: string }) =>
    `No pod was ready within ${count(seconds, 'second')}, so the connection was closed. ${reason}`,
  'hold.noAnswerYet': 'The cluster has not answered yet.',

  'listen.noSuchAddress': ({ address }: { address: string }) =>
    `${address} is not an address of this computer now. Choose one that it has, such as 127.0.0.1.`,
  'listen.privileged': ({ endpoint }: { endpoint: string }) =>
    `Listening on ${endpoint} needs administrator rights on this computer. Choose a local port from 1024 up.`,
  /** `code` is the system's name of the error. */
  'listen.refused': ({ endpoint, code }: { endpoint: string; code: string | null }) =>
    `Listening on ${endpoint} was refused by the system (${code ?? 'unknown error'}). Choose another address or local port.`,
  'listen.reserved': ({ endpoint }: { endpoint: string }) =>
    `The system reserves ${endpoint} for itself. Choose another local port, or let one be chosen.`,
  'listen.taken': ({ endpoint }: { endpoint: string }) =>
    `${endpoint} is used by another program. Choose another local port, or let one be chosen.`,
  'listen.takenByProgram': ({ endpoint, name, pid }: { endpoint: string; name: string; pid: number }) =>
    `${endpoint} is used by ${name} (pid ${pid}). Choose another local port, or let one be chosen.`,
  'listen.takenByPortolan': ({ endpoint }: { endpoint: string }) =>
    `${endpoint} is used by Portolan itself. Choose another local port, or let one be chosen.`,
  'listen.takenByForward': ({ endpoint, label }: { endpoint: string; label: string }) =>
    `${endpoint} is already used by the forward “${label}”. Stop that one, or choose another local port.`,
};
