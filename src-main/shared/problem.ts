import { z } from 'zod';
import { message as newMessage, Message, say } from './language/message.ts';

/** What can go wrong, as a person would name it. Each code has one meaning in window, tray, terminal and log. */
export const problemCodes = [
  'portInUse',
  'portDenied',
  'addressUnavailable',
  'forbidden',
  'unauthorized',
  'credentialPluginFailed',
  'providerUnreachable',
  'proxyUnauthorized',
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
  'productionUnconfirmed',
  'internal',
] as const;

export const ProblemCode = z.enum(problemCodes);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** Where along the way from this computer to the application something went wrong, outermost first. */
export const layers = [
  'computer',
  'kubeconfig',
  'credentials',
  'network',
  'apiServer',
  'kubelet',
  'runtime',
  'application',
] as const;
export const Layer = z.enum(layers);
export type Layer = z.infer<typeof Layer>;

/** Something that went wrong, ready to be shown: what happened and what to do, never a secret. */
export const Problem = z.object({
  code: ProblemCode,
  layer: Layer,
  /** One or two sentences for a person, in the reader's language: what happened, then what to do. */
  words: Message,
  /** The same in English, for the log and the terminal. */
  message: z.string(),
  /** The raw cause, for the log and the "copy details" button. */
  detail: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;

export interface ProblemOptions {
  readonly detail?: string | undefined;
  /** Where the code alone does not tell it. */
  readonly layer?: Layer | undefined;
}

/** A problem at the layer where its code usually arises, unless told. */
export function newProblem(code: ProblemCode, said: Message | string, options: ProblemOptions = {}): Problem {
  const { detail, layer = usualLayers[code] } = options;
  const words = typeof said === 'string' ? newMessage('verbatim', { text: said }) : said;
  const problem = { code, layer, words, message: say('en', words) };
  return detail === undefined ? problem : { ...problem, detail };
}

/** The one error class that crosses layers; foreign errors are translated into it where they enter. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(
    code: ProblemCode,
    words: Message | string,
    options: ProblemOptions & { readonly cause?: unknown } = {},
  ) {
    const problem = newProblem(code, words, options);
    super(problem.message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'ProblemError';
    this.problem = problem;
  }

  /** The error that stands for a problem as it is. */
  static of(problem: Problem, cause?: unknown): ProblemError {
    const { code, words, ...options } = problem;
    return new ProblemError(code, words, cause === undefined ? options : { ...options, cause });
  }
}

/** The problem an error stands for. Anything that is not a `ProblemError` is our own fault: `internal`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return newProblem('internal', newMessage('problem.internal'), {
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
}

const usualLayers: Record<ProblemCode, Layer> = {
  portInUse: 'computer',
  portDenied: 'computer',
  addressUnavailable: 'computer',
  forbidden: 'apiServer',
  unauthorized: 'credentials',
  credentialPluginFailed: 'credentials',
  providerUnreachable: 'credentials',
  proxyUnauthorized: 'network',
  tlsFailed: 'network',
  apiUnreachable: 'network',
  apiError: 'apiServer',
  upgradeRefused: 'apiServer',
  contextMissing: 'kubeconfig',
  kubeconfigInvalid: 'kubeconfig',
  targetNotFound: 'apiServer',
  unsupportedTarget: 'apiServer',
  noReadyPod: 'apiServer',
  portNotFound: 'apiServer',
  podGone: 'runtime',
  connectionRefused: 'application',
  connectionReset: 'application',
  tunnelLost: 'network',
  holdExpired: 'apiServer',
  keychainUnavailable: 'computer',
  fileDamaged: 'computer',
  fileUnwritable: 'computer',
  notFound: 'apiServer',
  invalidInput: 'computer',
  productionUnconfirmed: 'computer',
  internal: 'computer',
};

/** What a session does about a problem; the only table that decides it. */
const consequences: Record<ProblemCode, 'giveUp' | 'askUser' | 'retry'> = {
  portInUse: 'giveUp',
  portDenied: 'giveUp',
  addressUnavailable: 'giveUp',
  forbidden: 'giveUp',
  unauthorized: 'askUser',
  credentialPluginFailed: 'askUser',
  // Whom the credentials come from: the login itself may be good.
  providerUnreachable: 'retry',
  proxyUnauthorized: 'askUser',
  tlsFailed: 'askUser',
  apiUnreachable: 'retry',
  apiError: 'retry',
  upgradeRefused: 'retry',
  // A start without its context fails all the same; while it runs, a kubeconfig may only be half written.
  contextMissing: 'askUser',
  kubeconfigInvalid: 'askUser',
  // The watch tells as soon as it is deployed.
  targetNotFound: 'askUser',
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
  productionUnconfirmed: 'askUser',
  internal: 'giveUp',
};

/** True where trying again cannot help before the user changes something: the session fails. */
export function isPermanent(code: ProblemCode): boolean {
  return consequences[code] === 'giveUp';
}

/** True where something on this computer is in the way that may go by itself: a program's port, a network's address. */
export function isPassingHere(code: ProblemCode): boolean {
  return code === 'portInUse' || code === 'addressUnavailable';
}

/** True where a person has to act, even if the session keeps its port and keeps trying (an expired login). */
export function needsUser(code: ProblemCode): boolean {
  return consequences[code] !== 'retry';
}

/** True where the cluster, or the proxy before it, refuses who we are. */
export function isLoginProblem(code: ProblemCode): boolean {
  return code === 'unauthorized' || code === 'credentialPluginFailed' || code === 'proxyUnauthorized';
}
