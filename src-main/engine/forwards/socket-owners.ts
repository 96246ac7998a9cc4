import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { Program } from '../../shared/traffic.ts';
import {
  namesInTasklist,
  socketsInLsof,
  socketsInNetstat,
  socketsInProc,
  type TableSocket,
} from './socket-tables.ts';

/** Which sockets of this computer somebody wants to know the program of. */
export interface WantedSockets {
  /** Every wanted socket has one of these ports on one of its sides. */
  readonly ports: readonly number[];
  /** What the caller calls this socket; null where it is none of those that are wanted. */
  readonly keyOf: (socket: TableSocket) => string | null;
}

/** What is not found by then is not told. */
const answerMs = 2_000;
const run = promisify(execFile);

/**
 * The programs that hold the wanted sockets, by the caller's key, as the system tells: Linux in /proc (only of one's own
 * programs, or as root), macOS by lsof, Windows by netstat. Those of which it does not tell are missing. Never rejects.
 */
export async function findOwners(wanted: WantedSockets): Promise<Map<string, Program>> {
  try {
    const { platform } = process;
    if (platform === 'linux') return await findInProc(wanted);
    if (platform === 'darwin') return await findByLsof(wanted);
    return platform === 'win32' ? await findByNetstat(wanted) : new Map();
  } catch {
    // No right to look, no such tool, or a program that ended meanwhile.
    return new Map();
  }
}

async function output(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, [...args], {
    timeout: answerMs,
    windowsHide: true,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

async function findInProc({ keyOf }: WantedSockets): Promise<Map<string, Program>> {
  // A dual-stack socket, as Java opens them, is listed among those of IPv6; a computer without IPv6 has no such table.
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => ''));
  const links = new Map<string, string>(
    (await Promise.all(tables)).flatMap(socketsInProc).flatMap((socket) => {
      const key = keyOf(socket);
      return key === null ? [] : [[`socket:[${socket.owner}]`, key] as const];
    }),
  );
  const found = new Map<string, Program>();
  if (links.size === 0) return found;
  const deadline = AbortSignal.timeout(answerMs);
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (deadline.aborted || found.size === links.size) break;
    const held = (await linksOf(pid)).flatMap((link) => links.get(link) ?? []);
    if (held.length === 0) continue;
    // Not /proc/PID/comm: programs rename their main thread (Node 24 to "node-MainThread").
    const name = basename(await readlink(`/proc/${pid}/exe`).catch(() => ''));
    // One that a program hands on to its children is called after the first.
    for (const key of held) if (name !== '' && !found.has(key)) found.set(key, { pid: Number(pid), name });
  }
  return found;
}

async function linksOf(pid: string): Promise<string[]> {
  // Programs of other people may not be looked into, and programs end while they are looked at.
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
}

async function findByLsof({ ports, keyOf }: WantedSockets): Promise<Map<string, Program>> {
  const text = await output('lsof', ['-nP', `-iTCP:${ports.join(',')}`, '-Fpcn']);
  return byKey(socketsInLsof(text), keyOf, ({ name }) => name);
}

async function findByNetstat({ keyOf }: WantedSockets): Promise<Map<string, Program>> {
  const sockets = socketsInNetstat(await output('netstat', ['-ano']));
  if (!sockets.some((socket) => keyOf(socket) !== null)) return new Map();
  const names = namesInTasklist(await output('tasklist', ['/FO', 'CSV', '/NH']));
  return byKey(sockets, keyOf, ({ owner }) => names.get(owner));
}

function byKey<T extends TableSocket>(
  sockets: readonly T[],
  keyOf: WantedSockets['keyOf'],
  nameOf: (socket: T) => string | undefined,
): Map<string, Program> {
  const found = new Map<string, Program>();
  for (const socket of sockets) {
    const key = keyOf(socket);
    const name = nameOf(socket);
    if (key !== null && name !== undefined && !found.has(key)) {
      found.set(key, { pid: Number(socket.owner), name });
    }
  }
  return found;
}
