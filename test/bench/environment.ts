import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '../cluster/cluster.ts';
import { CommandError, runCommand } from '../cluster/command.ts';
import type { World } from './world.ts';

const root = join(import.meta.dirname, '../..');

/** What was measured and on what: name and value, for the head of the report. */
export async function describeEnvironment(
  world: World,
  rounds: number,
): Promise<readonly (readonly [string, string])[]> {
  return [
    ...(await describeMachine(world.cluster)),
    ['kubectl', world.kubectl.version],
    ['client-node', packageVersion('node_modules/@kubernetes/client-node/package.json')],
    ['Rounds', String(rounds)],
    ['Added round trips', world.sizes.sequential.map(({ rttMs }) => `${rttMs} ms`).join(', ')],
  ];
}

/** What every measurement tells of what it ran on: name and value. */
export async function describeMachine(cluster: Cluster): Promise<readonly (readonly [string, string])[]> {
  const [processor] = cpus();
  return [
    ['Date', new Date().toISOString().slice(0, 10)],
    ['Portolan', await portolanVersion()],
    ['Kubernetes', await kubernetesVersion(cluster)],
    ['Node', process.version],
    ['Processor', `${processor?.model.trim() ?? 'unknown'}, ${cpus().length} cores`],
    ['Memory', `${Math.round(totalmem() / 2 ** 30)} GiB`],
    ['System', (await runCommand('uname', ['-sr'])).trim()],
  ];
}

async function portolanVersion(): Promise<string> {
  return `${packageVersion('package.json')}, ${await commit()}`;
}

async function commit(): Promise<string> {
  const git = async (...args: string[]) => (await runCommand('git', ['-C', root, ...args])).trim();
  try {
    const name = `commit ${await git('rev-parse', '--short=12', 'HEAD')}`;
    const changed = await git('status', '--porcelain', '--untracked-files=no', 'src-main');
    return changed === '' ? name : `${name} with changes that are not committed`;
  } catch (error) {
    // The sources may stand without their history.
    if (error instanceof CommandError) return 'commit unknown';
    throw error;
  }
}

async function kubernetesVersion(cluster: Cluster): Promise<string> {
  const answer = JSON.parse(await cluster.kubectl.run(['version', '--output=json'])) as {
    readonly serverVersion: { readonly gitVersion: string };
  };
  return answer.serverVersion.gitVersion;
}

function packageVersion(path: string): string {
  return (JSON.parse(readFileSync(join(root, path), 'utf8')) as { readonly version: string }).version;
}
