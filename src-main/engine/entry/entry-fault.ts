import { message } from '../../shared/language/message.ts';
import type { EntryWay } from '../../shared/local-entry.ts';
import { newProblem, type Problem, type ProblemCode, ProblemError } from '../../shared/problem.ts';

/** What a request without an answer means; what is in the forward's way explains it best. */
export function entryFault(error: unknown, way: EntryWay, ofForward: Problem | null): ProblemError {
  if (error instanceof ProblemError) return error;
  if (ofForward !== null) return ProblemError.of(ofForward);
  const code = codeOf(error);
  const place = way.by === 'forward' ? `svc/${way.service}` : (way.places[0] ?? '');
  const detail = error instanceof Error ? `${code} ${error.message}` : String(error);
  return ProblemError.of(newProblem(...told(code, place), { detail, layer: layerOf(way) }));
}

function told(code: string, place: string): [ProblemCode, ReturnType<typeof message>] {
  if (code === 'ECONNREFUSED') return ['connectionRefused', message('entry.refused', { place })];
  if (code === 'ETIMEDOUT') return ['connectionReset', message('entry.silent', { place })];
  // Of OpenSSL's own, and of Node's reading of certificates.
  if (/SSL|TLS|CERT/.test(code)) return ['tlsFailed', message('entry.tlsFailed', { place })];
  if (code === 'HPE_HEADER_OVERFLOW') return ['connectionReset', message('entry.longHeaders', { place })];
  if (code.startsWith('HPE_')) return ['connectionReset', message('entry.notHttp', { place })];
  return ['connectionReset', message('entry.closed', { place })];
}

function layerOf({ by }: EntryWay): 'network' | 'application' {
  return by === 'network' ? 'network' : 'application';
}

function codeOf(error: unknown): string {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return first instanceof Error && 'code' in first ? String(first.code) : '';
}
