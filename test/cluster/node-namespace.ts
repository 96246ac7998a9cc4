import { readlinkSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hostAddress, networkNumber, nodeAddress, serviceRange } from './addresses.ts';
import type { Binaries } from './binaries.ts';
import { CommandError, runCommand } from './command.ts';
import { DetachedProcess } from './detached-process.ts';
import { poll } from './poll.ts';
import { childOf } from './process-stat.ts';
import { folders } from './work-folder.ts';

/** The cluster's binaries, as the node sees them. */
export const nodeBinaries = '/run/portolan/bin';

/** `folders.share`, as the node sees it. */
export const nodeShare = '/run/portolan/share';

/** Where a process belongs: control plane processes use the host's network, all others the node's. */
export type Network = 'host' | 'node';

/**
 * Addresses of services lead nowhere from the host. Without a route they would leave this machine, and a gateway may answer
 * in their place (seen). The metric makes it one cluster's own.
 */
const nowhere = ['unreachable', serviceRange, 'metric', String(networkNumber)];

const link = `portolan${String(networkNumber)}`;

/**
 * The node is the life of one process: the first of its own process, mount and network namespaces.
 * Killing it ends every process and container of the cluster and takes mounts and network with it,
 * so nothing can leak however the cluster ends.
 */
const init = new DetachedProcess('init');

export async function startNode(binaries: Binaries): Promise<void> {
  const pause = join(binaries.programs.folder, 'pause');
  const namespaces = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'];
  await init.start('unshare', [...namespaces, pause]);
  const ready = await poll(5_000, () => (executableOf(initPid()) === pause ? true : undefined));
  if (ready === undefined) throw new Error(`The node did not start: ${init.lastLogLines}`);
  await mountFolders(binaries.cluster.folder);
  await joinNetworks();
}

/** Ends the node with everything in it. */
export async function stopNode(): Promise<void> {
  await init.stop('SIGKILL', 'inner');
  await removeLink();
}

/** The command and arguments that run a program of the cluster inside the node. */
export function inNode(
  network: Network,
  program: string,
  args: readonly string[],
): readonly [string, string[]] {
  const pid = initPid();
  if (pid === undefined) throw new Error('The test cluster is not running. Start it with: npm run cluster');
  const namespaces = ['--mount', '--pid', ...(network === 'node' ? ['--net'] : [])];
  const path = `PATH=${nodeBinaries}:/usr/sbin:/usr/bin:/sbin:/bin`;
  return ['nsenter', ['--target', String(pid), ...namespaces, 'env', path, program, ...args]];
}

/** Runs a program inside the node to its end. */
export async function runInNode(program: string, args: readonly string[]): Promise<string> {
  return await runCommand(...inNode('node', program, args));
}

function initPid(): number | undefined {
  const { running } = init;
  return running === undefined ? undefined : childOf(running.pid)?.pid;
}

function executableOf(pid: number | undefined): string | undefined {
  try {
    return pid === undefined ? undefined : readlinkSync(`/proc/${String(pid)}/exe`);
  } catch {
    return undefined;
  }
}

/** Gives the node its own state folders, so that everything can run on its default paths. */
async function mountFolders(binaryFolder: string): Promise<void> {
  await Promise.all([folders.varLib, folders.varLog].map((folder) => mkdir(folder, { recursive: true })));
  // A fresh /run also hides the host's named network namespaces and its containerd, if it has one.
  await runInNode('mount', ['-t', 'tmpfs', 'tmpfs', '/run']);
  await runInNode('mkdir', ['-p', nodeBinaries, nodeShare]);
  const mounts = [
    [binaryFolder, nodeBinaries],
    [folders.share, nodeShare],
    [folders.varLog, '/var/log'],
    // Last, because the sources may themselves lie below /var/lib.
    [folders.varLib, '/var/lib'],
  ] as const;
  for (const [source, target] of mounts) await runInNode('mount', ['--bind', source, target]);
}

/** Joins host and node by a pair of devices: to the host the node is a remote machine. */
async function joinNetworks(): Promise<void> {
  await removeLink();
  const peer = ['peer', 'name', 'eth0', 'netns', String(initPid())];
  await runCommand('ip', ['link', 'add', link, 'type', 'veth', ...peer]);
  await runCommand('ip', ['address', 'add', `${hostAddress}/24`, 'dev', link]);
  await runCommand('ip', ['link', 'set', link, 'up']);
  await runInNode('ip', ['link', 'set', 'lo', 'up']);
  await runInNode('ip', ['address', 'add', `${nodeAddress}/24`, 'dev', 'eth0']);
  await runInNode('ip', ['link', 'set', 'eth0', 'up']);
  await runInNode('ip', ['route', 'add', 'default', 'via', hostAddress]);
  await runCommand('ip', ['route', 'replace', ...nowhere]);
}

/** The kernel removes the pair some time after its namespace; a new pair cannot wait for that. */
async function removeLink(): Promise<void> {
  await remove(['link', 'delete', link]);
  await remove(['route', 'delete', ...nowhere]);
}

async function remove(what: readonly string[]): Promise<void> {
  try {
    await runCommand('ip', what);
  } catch (error) {
    // Gone before `ip` looked for it, or just after.
    const isGone =
      error instanceof CommandError && /Cannot find device|No such (?:device|process)/.test(error.stderr);
    if (!isGone) throw error;
  }
}
