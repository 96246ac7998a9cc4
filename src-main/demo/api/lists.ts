import type { KubeObject } from '../objects.ts';
import type { ResourceRequest } from './api-request.ts';
import type { ObjectStore } from './object-store.ts';
import { apiVersionOf } from './resource-types.ts';
import { parseSelectors } from './selectors.ts';
import { badRequest } from './status-error.ts';

export interface ObjectList {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly KubeObject[];
}

interface Continuation {
  readonly version: number;
  readonly offset: number;
}

/** Answers a list, in pages when `limit` asks for them: all pages show the cluster as it was at the first one. */
export function listObjects(store: ObjectStore, { type, namespace, url }: ResourceRequest): ObjectList {
  const query = url.searchParams;
  const limit = Number(query.get('limit') ?? '0');
  const from = parseContinuation(query.get('continue'), store.version);
  const all = store.listAt(type.name, namespace, from.version).filter(parseSelectors(query));
  const end = limit > 0 ? from.offset + limit : all.length;
  const remaining = all.length - end;
  // The real API cannot count what a selector would leave over.
  const isCounted = !query.get('labelSelector') && !query.get('fieldSelector');
  return {
    kind: `${type.kind}List`,
    apiVersion: apiVersionOf(type),
    metadata: {
      resourceVersion: String(from.version),
      ...(remaining > 0 && { continue: formatContinuation({ version: from.version, offset: end }) }),
      ...(remaining > 0 && isCounted && { remainingItemCount: remaining }),
    },
    items: all.slice(from.offset, end),
  };
}

function formatContinuation(continuation: Continuation): string {
  return Buffer.from(JSON.stringify(continuation)).toString('base64url');
}

function parseContinuation(text: string | null, version: number): Continuation {
  if (!text) return { version, offset: 0 };
  try {
    const parsed = JSON.parse(Buffer.from(text, 'base64url').toString()) as Partial<Continuation>;
    if (typeof parsed.version === 'number' && typeof parsed.offset === 'number')
      return { version: parsed.version, offset: parsed.offset };
  } catch {
    // Answered below, like every other token that is not ours.
  }
  throw badRequest('invalid continue token: continue key is not valid: it is not one of ours');
}
