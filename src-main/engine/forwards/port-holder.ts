import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { Endpoint } from '../../shared/session.ts';
import { holderInLsof, listenersInNetstat, listenersInProc, nameInTasklist } from './port-tables.ts';

/** The program that listens somewhere. */
export interface PortHolder {
  readonly pid: number;
  readonly name: string;
}

/** A port that is taken is told without its holder rather than late. */
const answerMs = 2_000;
const run = promisify(execFile);

/**
 * Who listens on an endpoint, or on the wildcard that takes it in, as the system tells: Linux in /proc (only for one's own
 * programs, or as root), macOS by lsof, Windows by netstat. Null where it does not tell. Never rejects.
 */
export async function findPortHolder(endpoint: Endpoint): Promise<PortHolder | null> {
  try {
    const { platform } = process;
    if (platform === 'linux') return await findInProc(endpoint);
    if (platform === 'darwin') return await findByLsof(endpoint);
    return platform === 'win32' ? await findByNetstat(endpoint) : null;
  } catch {
    // No right to look, no such tool, or a program that ended meanwhile: the port is taken all the same.
    return null;
  }
}

async function output(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, [...args], { timeout: answerMs, windowsHide: true });
  return stdout;
}

async function findInProc(endpoint: Endpoint): Promise<PortHolder | null> {
  const table = endpoint.address.includes(':') ? '/proc/net/tcp6' : '/proc/net/tcp';
  const inodes = listenersInProc(await readFile(table, 'utf8'), endpoint);
  const sockets = new Set(inodes.map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return null;
  const deadline = AbortSignal.timeout(answerMs);
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (deadline.aborted) return null;
    if (!(await holdsOneOf(pid, sockets))) continue;
    // Not /proc/PID/comm: programs rename their main thread (Node 24 to "node-MainThread").
    return { pid: Number(pid), name: basename(await readlink(`/proc/${pid}/exe`)) };
  }
  return null;
}

async function holdsOneOf(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  // Programs of other people may not be looked into, and programs end while they are looked at.
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return links.some((link) => sockets.has(link));
}

async function findByLsof(endpoint: Endpoint): Promise<PortHolder | null> {
  const filters = [`-iTCP:${endpoint.port}`, '-sTCP:LISTEN'];
  return holderInLsof(await output('lsof', ['-nP', ...filters, '-Fpcn']), endpoint);
}

async function findByNetstat(endpoint: Endpoint): Promise<PortHolder | null> {
  const family = endpoint.address.includes(':') ? 'TCPv6' : 'TCP';
  const [pid] = listenersInNetstat(await output('netstat', ['-ano', '-p', family]), endpoint);
  if (pid === undefined) return null;
  // eslint-disable-next-line portolan/said -- a condition in tasklist's own language
  const name = nameInTasklist(await output('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']));
  return name === null ? null : { pid, name };
}
