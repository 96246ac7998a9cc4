import { z } from 'zod';
import { message } from './language/message.ts';
import { ProblemError } from './problem.ts';

const PortNumber = z.int().min(1).max(65535);

/** IANA service name (RFC 6335), which Kubernetes demands of port names: at least one letter, 15 characters. */
const portName = /^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/;

/** The port on this computer: named by the user, or chosen by the system and remembered for the next start. */
export const LocalPort = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fixed'), port: PortNumber }),
  z.object({ kind: z.literal('auto'), last: PortNumber.nullable() }),
]);
export type LocalPort = z.infer<typeof LocalPort>;

/** The port behind the target: a number, or the name of a service or container port. */
export const RemotePort = z.union([PortNumber, z.string().regex(portName)]);
export type RemotePort = z.infer<typeof RemotePort>;

/** One local port and where it leads, in kubectl's order local → remote. */
export const PortPair = z.object({ local: LocalPort, remote: RemotePort });
export type PortPair = z.infer<typeof PortPair>;

/** The number a local port has or had the last time; null for one that the system has never chosen. */
export function localNumber(local: LocalPort): number | null {
  return local.kind === 'fixed' ? local.port : local.last;
}

/**
 * Reads kubectl's grammar: `8080:80`, `5000`, `:5000`, `0:5000`, `8443:https`, `https`.
 * A name alone takes its local port from the system, as there is no number to reuse.
 * Throws `invalidInput`.
 */
export function parsePortPair(text: string): PortPair {
  const parts = text.trim().split(':');
  const [first = '', second] = parts;
  if (parts.length > 2 || (second ?? first) === '') {
    throw new ProblemError('invalidInput', message('input.notPortPair', { text }));
  }
  const remote = parseRemotePort(second ?? first);
  if (second === undefined) {
    return {
      local: typeof remote === 'number' ? { kind: 'fixed', port: remote } : { kind: 'auto', last: null },
      remote,
    };
  }
  return { local: parseLocalPort(first), remote };
}

/** Reads a local port; empty, `0` and `auto` let the system choose. Throws `invalidInput`. */
export function parseLocalPort(text: string): LocalPort {
  const word = text.trim();
  if (word === '' || word === '0' || word === 'auto') return { kind: 'auto', last: null };
  return { kind: 'fixed', port: parsePortNumber(word, 'input.notLocalPort') };
}

/** Reads a remote port: a number or a name. Throws `invalidInput`. */
export function parseRemotePort(text: string): RemotePort {
  const word = text.trim();
  if (/^[+-]?\d/.test(word) && !portName.test(word)) return parsePortNumber(word, 'input.notRemotePort');
  if (portName.test(word)) return word;
  throw new ProblemError('invalidInput', message('input.notPort', { text }));
}

/** `8080:80`, `:5000` (chosen by the system) or `8443:https`; the inverse of `parsePortPair`. */
export function formatPortPair(pair: PortPair): string {
  return `${pair.local.kind === 'fixed' ? String(pair.local.port) : ''}:${String(pair.remote)}`;
}

function parsePortNumber(text: string, fault: 'input.notLocalPort' | 'input.notRemotePort'): number {
  const port = PortNumber.safeParse(/^\d{1,5}$/.test(text) ? Number(text) : NaN);
  if (port.success) return port.data;
  throw new ProblemError('invalidInput', message(fault, { text }));
}
