import type { Layer, ProblemCode } from '../../src-main/shared/problem.ts';

const reasons: Record<ProblemCode, string> = {
  portInUse: 'port is taken',
  portDenied: 'port not allowed',
  addressUnavailable: 'no such address',
  forbidden: 'not allowed',
  unauthorized: 'login expired',
  credentialPluginFailed: 'login failed',
  proxyUnauthorized: 'proxy login',
  tlsFailed: 'certificate',
  apiUnreachable: 'API unreachable',
  apiError: 'API error',
  upgradeRefused: 'tunnel refused',
  contextMissing: 'context is gone',
  kubeconfigInvalid: 'kubeconfig',
  targetNotFound: 'target not found',
  unsupportedTarget: 'not forwardable',
  noReadyPod: 'no ready pod',
  portNotFound: 'port not found',
  podGone: 'next pod starting',
  connectionRefused: 'pod refused',
  connectionReset: 'pod closed',
  tunnelLost: 'tunnel lost',
  holdExpired: 'no ready pod',
  keychainUnavailable: 'no keychain',
  fileDamaged: 'file damaged',
  fileUnwritable: 'file not writable',
  notFound: 'not found',
  invalidInput: 'settings',
  internal: 'internal error',
};

/** A problem in two or three words, for rows; the whole sentence stands in the details. */
export function problemReason(code: ProblemCode): string {
  return reasons[code];
}

const layerNames: Record<Layer, string> = {
  computer: 'this computer',
  kubeconfig: 'kubeconfig',
  credentials: 'credentials',
  network: 'network',
  apiServer: 'API server',
  kubelet: 'node (kubelet)',
  runtime: 'node (container runtime)',
  application: 'application in the pod',
};

/** Where on the way to the application it happened. */
export function layerName(layer: Layer): string {
  return layerNames[layer];
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
    case 'internal':
      return 'retry';
  }
}

/** A message is "what happened. what to do": the first sentence, and the rest. */
export function splitMessage(message: string): { readonly happened: string; readonly todo: string } {
  const end = /[.] (?=[A-Z"])/.exec(message);
  if (end === null) return { happened: message, todo: '' };
  return { happened: message.slice(0, end.index + 1), todo: message.slice(end.index + 2) };
}
