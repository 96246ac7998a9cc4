import type { Layer, ProblemCode } from '../../src-main/shared/problem.ts';
import { t } from '../language.svelte.ts';

/** A problem in two or three words, for rows; the whole sentence stands in the details. */
export function problemReason(code: ProblemCode): string {
  return t(`reason.${code}`);
}

/** Where on the way to the application it happened. */
export function layerName(layer: Layer): string {
  return t(`layer.${layer}`);
}

/** What a button can do about a problem: change the settings, or try again once the cause is mended. */
export function problemRemedy(code: ProblemCode): 'edit' | 'retry' {
  switch (code) {
    case 'portInUse':
    case 'portDenied':
    case 'addressUnavailable':
    case 'contextMissing':
    case 'targetNotFound':
    case 'unsupportedTarget':
    case 'portNotFound':
    case 'invalidInput':
      return 'edit';
    case 'forbidden':
    case 'unauthorized':
    case 'credentialPluginFailed':
    case 'providerUnreachable':
    case 'proxyUnauthorized':
    case 'tlsFailed':
    case 'apiUnreachable':
    case 'apiError':
    case 'upgradeRefused':
    case 'kubeconfigInvalid':
    case 'noReadyPod':
    case 'podGone':
    case 'connectionRefused':
    case 'connectionReset':
    case 'tunnelLost':
    case 'holdExpired':
    case 'keychainUnavailable':
    case 'fileDamaged':
    case 'fileUnwritable':
    case 'notFound':
    case 'productionUnconfirmed':
    case 'internal':
      return 'retry';
  }
}

/** The end of a sentence, in Latin letters only before the beginning of another, and in Chinese and Japanese. */
const sentenceEnd = /[.](?= [A-Z"])|。/;

/** A message is "what happened. what to do", in whatever language it is said: the first sentence, and the rest. */
export function splitMessage(message: string): { readonly happened: string; readonly todo: string } {
  const end = sentenceEnd.exec(message);
  if (end === null) return { happened: message, todo: '' };
  return { happened: message.slice(0, end.index + 1), todo: message.slice(end.index + 1).trimStart() };
}
