import type { IncomingMessage } from 'node:http';

import type { Access } from './access.ts';
import { readJson } from './json.ts';

interface Attributes {
  readonly namespace?: string;
  readonly verb?: string;
  readonly resource?: string;
  readonly subresource?: string;
}

/** Answers whether the user may do something: what `kubectl auth can-i` asks. */
export async function answerAccessReview(access: Access, message: IncomingMessage): Promise<object> {
  const body = await readJson(message);
  const spec = (body['spec'] ?? {}) as { readonly resourceAttributes?: Attributes };
  const { namespace = '', verb = '', resource = '', subresource = '' } = spec.resourceAttributes ?? {};
  const full = subresource === '' ? resource : `${resource}/${subresource}`;
  const allowed = access.isAllowed(verb, full, namespace === '' ? null : namespace);
  return {
    kind: 'SelfSubjectAccessReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: {},
    spec,
    status: { allowed, reason: allowed ? 'RBAC: allowed by the demo cluster' : '' },
  };
}
