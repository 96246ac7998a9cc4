import type { ResourceType } from './resource-types.ts';

/** What a request asks for, read from its method, path and query. */
export type ApiRequest =
  { readonly kind: 'other'; readonly method: string; readonly url: URL } | ResourceRequest;

export interface ResourceRequest {
  readonly kind: 'resource';
  readonly method: string;
  readonly url: URL;
  /** Kubernetes' verb, by which access is decided. */
  readonly verb: Verb;
  readonly type: ResourceType;
  /** Null for all namespaces, and for what has none. */
  readonly namespace: string | null;
  readonly name: string | null;
  readonly subresource: string | null;
  /** Of a proxy: what of the path is behind it, decoded, with its slash at the beginning; null for nothing. */
  readonly behind: string | null;
}

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

/** Reads `/api/v1/…` and `/apis/GROUP/VERSION/…`; whatever is no resource of these types is `other`. */
export function parseApiRequest(method: string, url: URL, types: readonly ResourceType[]): ApiRequest {
  const other: ApiRequest = { kind: 'other', method, url };
  const parts = url.pathname.split('/').slice(1).map(decode);
  const [root, ...rest] = parts;
  if (root !== 'api' && root !== 'apis') return other;
  const group = root === 'api' ? '' : (rest.shift() ?? '');
  const version = rest.shift() ?? '';

  // /namespaces/NS/RESOURCE is inside the namespace; /namespaces/NS is the namespace itself.
  const isInside =
    rest[0] === 'namespaces' && rest.length > 2 && rest[2] !== 'status' && rest[2] !== 'finalize';
  const namespace = isInside ? (rest[1] ?? null) : null;
  const [resource, name = null, subresource = null, ...more] = isInside ? rest.slice(2) : rest;
  const type = types.find(
    (candidate) => candidate.group === group && candidate.version === version && candidate.name === resource,
  );
  const isNamespaceRight =
    type?.namespaced === true ? namespace !== null || name === null : namespace === null;
  const isProxy = subresource === 'proxy' && (type?.name === 'pods' || type?.name === 'services');
  if (!type || !isNamespaceRight || (more.length > 0 && !isProxy)) return other;
  const verb = verbOf(isProxy && method === 'OPTIONS' ? 'GET' : method, name, url.searchParams.get('watch'));
  const behind = isProxy && more.length > 0 ? `/${more.join('/')}` : null;
  return verb ? { kind: 'resource', method, url, verb, type, namespace, name, subresource, behind } : other;
}

function verbOf(method: string, name: string | null, watch: string | null): Verb | null {
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (name !== null) return 'get';
      return watch === 'true' || watch === '1' ? 'watch' : 'list';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === null ? 'deletecollection' : 'delete';
    default:
      return null;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
