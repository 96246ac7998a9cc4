import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

import type { AccessRule, Faults } from '../faults.ts';
import type { ResourceRequest } from './api-request.ts';
import { StatusError, unauthorized } from './status-error.ts';

export const userName = 'demo';

/** Who may talk to the API, and what they may do. */
export class Access {
  readonly #faults: Faults;
  #token = newToken();

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  /** The one token that is accepted. */
  get token(): string {
    return this.#token;
  }

  /** Makes a new token; the old one is answered 401 from now on. */
  rotateToken(): string {
    this.#token = newToken();
    return this.#token;
  }

  /** Throws 401. */
  authenticate(authorization: string | undefined): void {
    if (this.#faults.unauthorizedRequests > 0) {
      this.#faults.unauthorizedRequests--;
      throw unauthorized();
    }
    const given = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '';
    // Equal lengths are needed by the comparison; hashes have them.
    const same = timingSafeEqual(hash(given), hash(this.#token));
    if (!same) throw unauthorized();
  }

  /** Throws 403 in the words of RBAC. */
  authorize({
    verb,
    type,
    namespace,
    name,
    subresource,
  }: Omit<ResourceRequest, 'kind' | 'method' | 'url' | 'behind'>): void {
    const resource = subresource === null ? type.name : `${type.name}/${subresource}`;
    if (this.isAllowed(verb, resource, namespace)) return;
    const place = namespace === null ? 'at the cluster scope' : `in the namespace "${namespace}"`;
    const qualified = type.group === '' ? type.name : `${type.name}.${type.group}`;
    const what = name === null ? qualified : `${qualified} "${name}"`;
    throw new StatusError(
      403,
      'Forbidden',
      `${what} is forbidden: User "${userName}" cannot ${verb} resource "${resource}" in API group "${type.group}" ${place}`,
      { ...(name !== null && { name }), ...(type.group !== '' && { group: type.group }), kind: type.name },
    );
  }

  /** Throws 403 for what is no resource, which only a rule of this very path forbids: discovery is everybody's. */
  authorizePath(method: string, path: string): void {
    if (!this.#faults.forbidden.some(({ resource }) => resource === path)) return;
    const what = `User "${userName}" cannot ${method.toLowerCase()} path "${path}"`;
    throw new StatusError(403, 'Forbidden', `forbidden: ${what}`, {});
  }

  isAllowed(verb: string, resource: string, namespace: string | null): boolean {
    return !this.#faults.forbidden.some((rule) => applies(rule, verb, resource, namespace));
  }
}

function applies(rule: AccessRule, verb: string, resource: string, namespace: string | null): boolean {
  return (
    (rule.verb === '*' || rule.verb === verb) &&
    (rule.resource === '*' || rule.resource === resource) &&
    (rule.namespace === '*' || rule.namespace === namespace)
  );
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
