import type { Clock } from '../clock.ts';
import { busyAttempts, isBusy } from '../kube/kube-problem.ts';
import { isAborted, pause } from '../pause.ts';
import { retryDelay } from '../retry-delay.ts';
import { accessReviewsPath } from '../kube/api-paths.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import type { Right, Rights } from './world.ts';

interface Attributes {
  readonly verb: string;
  readonly resource: string;
  readonly subresource: string;
}

interface Asking {
  readonly client: KubeClient;
  readonly namespace: string;
  readonly clock: Clock;
}

/**
 * What these credentials may do in a namespace, by SelfSubjectAccessReview, as `kubectl auth can-i` asks. A cluster that
 * does not answer leaves a right unknown, which forbids nothing. Throws only the signal's reason.
 */
export async function readRights(
  client: KubeClient,
  namespace: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<Rights> {
  const may = (verb: string, resource: string, subresource: string) =>
    readRight({ client, namespace, clock }, { verb, resource, subresource }, signal);
  const [create, get, serviceProxy, podProxy] = await Promise.all([
    may('create', 'pods', 'portforward'),
    may('get', 'pods', 'portforward'),
    may('get', 'services', 'proxy'),
    may('get', 'pods', 'proxy'),
  ]);
  return { portForward: either(create, get), serviceProxy, podProxy };
}

async function readRight(
  { client, namespace, clock }: Asking,
  attributes: Attributes,
  signal: AbortSignal,
): Promise<Right> {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: { namespace, ...attributes } },
  };
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { status } = (await client.review(accessReviewsPath, review, signal)) as {
        status?: { allowed?: boolean };
      };
      return status?.allowed === true ? 'allowed' : 'denied';
    } catch (error) {
      if (isAborted(signal)) throw signal.reason as Error;
      if (!isBusy(error) || attempt >= busyAttempts) return 'unknown';
      await pause(retryDelay(attempt, clock.random()), clock, signal);
      if (isAborted(signal)) throw signal.reason as Error;
    }
  }
}

/** A tunnel is opened by POST (SPDY) or by GET (WebSocket): one of the two is enough. */
function either(one: Right, other: Right): Right {
  if (one === 'allowed' || other === 'allowed') return 'allowed';
  return one === 'unknown' || other === 'unknown' ? 'unknown' : 'denied';
}
