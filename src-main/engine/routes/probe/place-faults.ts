import type { PlaceProbe } from '../../../shared/probe.ts';

type NoAnswer = Extract<PlaceProbe, { result: 'noAnswer' }>;

/** What a connection that was not made says of its place, where several addresses failed the most of any. */
export function connectFault(error: unknown): PlaceProbe {
  const codes: unknown[] = (error instanceof AggregateError ? error.errors : [error]).map(codeOf);
  if (codes.includes('ECONNREFUSED')) return { result: 'refused' };
  if (codes.includes('ECONNRESET')) return noAnswer('closed');
  return { result: codes.includes('ETIMEDOUT') ? 'timedOut' : 'unreachable' };
}

/** What a handshake that failed says of the server. */
export function tlsFault(error: unknown): NoAnswer {
  const text = `${codeOf(error)} ${error instanceof Error ? error.message : ''}`;
  if (/alert/i.test(text)) return noAnswer('tlsRefused');
  if (/wrong.version.number|packet.length.too.long|http.request/i.test(text)) return noAnswer('notTls');
  return noAnswer(isEnd(error) ? 'closed' : 'tlsRefused');
}

/** What a request without an answer says of the server; `foreign` where it speaks another protocol. */
export function askFault(error: unknown, foreign: 'notHttp' | 'notHttp2'): NoAnswer {
  if (/alert/i.test(codeOf(error))) return noAnswer('tlsRefused');
  return noAnswer(isEnd(error) ? 'closed' : foreign);
}

export function noAnswer(how: NoAnswer['how']): NoAnswer {
  return { result: 'noAnswer', how };
}

function isEnd(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
