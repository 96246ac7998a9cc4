import { isAborted } from '../pause.ts';
import { accessReviewsPath } from '../kube/api-paths.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import type { Right, Rights } from './world.ts';

interface Attributes {
  readonly verb: string;
  readonly resource: string;
  readonly subresource: string;
}

/**
 * What these credentials may do in a namespace, by SelfSubjectAccessReview, as `kubectl auth can-i` asks. A cluster that
 * does not answer leaves a right unknown, which forbids nothing. Throws only the signal's reason.
 */
export async function readRights(
  client: KubeClient,
  namespace: string,
  signal: AbortSignal,
): Promise<Rights> {
  const may = (verb: string, resource: string, subresource: string) =>
    readRight(client, namespace, { verb, resource, subresource }, signal);
  const [create, get, serviceProxy, podProxy] = await Promise.all([
    may('create', 'pods', 'portforward'),
    may('get', 'pods', 'portforward'),
    may('get', 'services', 'proxy'),
    may('get', 'pods', 'proxy'),
  ]);
  return { portForward: either(create, get), serviceProxy, podProxy };
}

async function readRight(
  client: KubeClient,
  namespace: string,
  attributes: Attributes,
  signal: AbortSignal,
): Promise<Right> {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: { namespace, ...attributes } },
  };
  try {
    const { status } = (await client.review(accessReviewsPath, review, signal)) as {
      status?: { allowed?: boolean };
    };
    return status?.allowed === true ? 'allowed' : 'denied';
  } catch {
    if (isAborted(signal)) throw signal.reason as Error;
    return 'unknown';
  }
}

/** A tunnel is opened by POST (SPDY) or by GET (WebSocket): one of the two is enough. */
function either(one: Right, other: Right): Right {
  if (one === 'allowed' || other === 'allowed') return 'allowed';
  return one === 'unknown' || other === 'unknown' ? 'unknown' : 'denied';
}
