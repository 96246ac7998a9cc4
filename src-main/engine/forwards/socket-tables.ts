import type { Endpoint } from '../../shared/session.ts';

/** One TCP socket as a table of the system tells of it. */
export interface TableSocket {
  /** A wildcard of either family is `*` where the table does not tell which. */
  readonly local: Endpoint;
  /** Null for one that listens. */
  readonly remote: Endpoint | null;
  /** The inode in Linux' tables, the process id in the others. */
  readonly owner: string;
}

/** TCP_LISTEN of Linux (include/net/tcp_states.h). */
const listening = '0A';

/**
 * The sockets in /proc/net/tcp or tcp6; those that nobody holds any more (TIME_WAIT) are left out.
 * An address there is hexadecimal, each 32-bit word in the computer's own byte order (proc(5)); all that run Portolan are
 * little-endian.
 */
export function socketsInProc(table: string): TableSocket[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', remote = '', state, , , , , , owner = ''] = line.trim().split(/\s+/);
      if (owner === '' || owner === '0') return [];
      return [
        { local: endpointOfHex(local), remote: state === listening ? null : endpointOfHex(remote), owner },
      ];
    });
}

/** The sockets in the output of `lsof -Fpcn`, with their program's name: lines `p` PID, `c` name, then `n` addresses each. */
export function socketsInLsof(text: string): (TableSocket & { readonly name: string })[] {
  let owner = '';
  let name = '';
  return text.split('\n').flatMap((line) => {
    const rest = line.slice(1);
    if (line.startsWith('p')) owner = rest;
    else if (line.startsWith('c')) name = rest;
    else if (line.startsWith('n')) {
      const [local = '', remote = null] = rest.split('->');
      return [
        {
          local: endpointOfText(local),
          remote: remote === null ? null : endpointOfText(remote),
          owner,
          name,
        },
      ];
    }
    return [];
  });
}

/** The TCP sockets in the output of `netstat -ano`; the word for listening is translated there. */
export function socketsInNetstat(text: string): TableSocket[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [protocol = '', local = '', remote = '', , owner = ''] = line.trim().split(/\s+/);
    if (!protocol.startsWith('TCP') || owner === '') return [];
    const isListening = remote === '0.0.0.0:0' || remote === '[::]:0';
    return [{ local: endpointOfText(local), remote: isListening ? null : endpointOfText(remote), owner }];
  });
}

/** Names by process id in the output of `tasklist /FO CSV /NH`; none where it says in words that there is none. */
export function namesInTasklist(text: string): Map<string, string> {
  return new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const [, name, pid] = /^"([^"]+)","(\d+)"/.exec(line) ?? [];
      return name === undefined || pid === undefined ? [] : [[pid, name] as const];
    }),
  );
}

function endpointOfHex(text: string): Endpoint {
  const [address = '', port = ''] = text.split(':');
  return { address: addressOfHex(address), port: parseInt(port, 16) };
}

function addressOfHex(hex: string): string {
  const bytes = Buffer.from(hex, 'hex').swap32();
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  // What a dual-stack socket calls an IPv4 address; the other side of it has the address itself.
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff') return bytes.subarray(12).join('.');
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

/** Of `127.0.0.1:80`, `[::1]:80`, `[::ffff:127.0.0.1]:80` or lsof's `*:80`. */
function endpointOfText(text: string): Endpoint {
  const colon = text.lastIndexOf(':');
  const address = text
    .slice(0, colon)
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '');
  return { address, port: Number(text.slice(colon + 1)) };
}
