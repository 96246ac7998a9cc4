import type { Endpoint } from '../../shared/session.ts';
import { covers } from './port-claims.ts';

/** TCP_LISTEN of Linux (include/net/tcp_states.h). */
const listening = '0A';

/**
 * The inodes of the sockets in /proc/net/tcp or tcp6 that listen on the endpoint or on its wildcard.
 * An address there is hexadecimal, each 32-bit word in the computer's own byte order (proc(5)); all that run Portolan are
 * little-endian.
 */
export function listenersInProc(table: string, endpoint: Endpoint): string[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const fields = line.trim().split(/\s+/);
      const [address = '', port = ''] = (fields[1] ?? '').split(':');
      if (fields[3] !== listening || parseInt(port, 16) !== endpoint.port) return [];
      return takesIn(addressOfHex(address), endpoint) ? [fields[9] ?? ''] : [];
    });
}

/** The program in the output of `lsof -Fpcn` that listens on the endpoint: lines `p` PID, `c` name, then `n` address each. */
export function holderInLsof(text: string, endpoint: Endpoint): { pid: number; name: string } | null {
  let pid = 0;
  let name = '';
  for (const line of text.split('\n')) {
    const rest = line.slice(1);
    if (line.startsWith('p')) pid = Number(rest);
    else if (line.startsWith('c')) name = rest;
    else if (line.startsWith('n') && takesIn(addressOfText(rest, endpoint), endpoint)) return { pid, name };
  }
  return null;
}

/** The process ids in the output of `netstat -ano` that listen on the endpoint; the word for listening is translated there. */
export function listenersInNetstat(text: string, endpoint: Endpoint): number[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, local = '', remote = '', , pid = ''] = line.trim().split(/\s+/);
    if (remote !== '0.0.0.0:0' && remote !== '[::]:0') return [];
    if (!local.endsWith(`:${endpoint.port}`)) return [];
    return takesIn(addressOfText(local, endpoint), endpoint) ? [Number(pid)] : [];
  });
}

/** The name in the one line of `tasklist /FO CSV /NH`; null where it says that there is none. */
export function nameInTasklist(text: string): string | null {
  return /^"([^"]+)","\d+"/.exec(text.trim())?.[1] ?? null;
}

function takesIn(address: string, endpoint: Endpoint): boolean {
  return covers(address, endpoint.address) || covers(endpoint.address, address);
}

function addressOfHex(hex: string): string {
  const bytes = Buffer.from(hex, 'hex').swap32();
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

/** Of `127.0.0.1:80`, `[::1]:80` or lsof's `*:80`, which is a wildcard of either family. */
function addressOfText(text: string, endpoint: Endpoint): string {
  const address = text.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  if (address !== '*') return address;
  return endpoint.address.includes(':') ? '::' : '0.0.0.0';
}
