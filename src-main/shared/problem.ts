import { z } from 'zod';

/** What can go wrong, as a person would name it. Each code has one meaning in window, tray, terminal and log. */
export const problemCodes = [
  'portInUse',
  'portDenied',
  'addressUnavailable',
  'forbidden',
  'unauthorized',
  'credentialPluginFailed',
  'tlsFailed',
  'apiUnreachable',
  'apiError',
  'upgradeRefused',
  'contextMissing',
  'kubeconfigInvalid',
  'targetNotFound',
  'unsupportedTarget',
  'noReadyPod',
  'portNotFound',
  'podGone',
  'connectionRefused',
  'connectionReset',
  'tunnelLost',
  'holdExpired',
  'keychainUnavailable',
  'fileDamaged',
  'fileUnwritable',
  'notFound',
  'invalidInput',
  'internal',
] as const;

export const ProblemCode = z.enum(problemCodes);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** Something that went wrong, ready to be shown: what happened and what to do, never a secret. */
export const Problem = z.object({
  code: ProblemCode,
  /** One or two sentences for a person: what happened, then what to do. */
  message: z.string(),
  /** The raw cause, for the log and the "copy details" button. */
  detail: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** The one error class that crosses layers; foreign errors are translated into it where they enter. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, message: string, options: { detail?: string; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'ProblemError';
    this.problem =
      options.detail === undefined ? { code, message } : { code, message, detail: options.detail };
  }
}

/** The problem an error stands for. Anything that is not a `ProblemError` is our own fault: `internal`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: 'internal',
    message: 'Portolan made a mistake. Try again, and report it with the details if it comes back.',
    detail,
  };
}

/** What a session does about a problem; the only table that decides it. */
const consequences: Record<ProblemCode, 'giveUp' | 'askUser' | 'retry'> = {
  portInUse: 'giveUp',
  portDenied: 'giveUp',
  addressUnavailable: 'giveUp',
  forbidden: 'giveUp',
  unauthorized: 'askUser',
  credentialPluginFailed: 'askUser',
  tlsFailed: 'askUser',
  apiUnreachable: 'retry',
  apiError: 'retry',
  upgradeRefused: 'retry',
  // A start without its context fails all the same; while it runs, a kubeconfig may only be half written.
  contextMissing: 'askUser',
  kubeconfigInvalid: 'askUser',
  targetNotFound: 'giveUp',
  unsupportedTarget: 'giveUp',
  noReadyPod: 'retry',
  portNotFound: 'giveUp',
  podGone: 'retry',
  connectionRefused: 'retry',
  connectionReset: 'retry',
  tunnelLost: 'retry',
  holdExpired: 'retry',
  keychainUnavailable: 'askUser',
  fileDamaged: 'giveUp',
  fileUnwritable: 'giveUp',
  notFound: 'giveUp',
  invalidInput: 'giveUp',
  internal: 'giveUp',
};

/** True where trying again cannot help before the user changes something: the session fails. */
export function isPermanent(code: ProblemCode): boolean {
  return consequences[code] === 'giveUp';
}

/** True where a person has to act, even if the session keeps its port and keeps trying (an expired login). */
export function needsUser(code: ProblemCode): boolean {
  return consequences[code] !== 'retry';
}
