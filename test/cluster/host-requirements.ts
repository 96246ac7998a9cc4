import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { commandEnvironment, runCommand } from './command.ts';
import { step } from './progress.ts';

interface Requirement {
  readonly debianPackage: string;
  readonly isMet: () => boolean;
}

const cniFolders = ['/usr/lib/cni', '/opt/cni/bin', '/usr/libexec/cni'];

const requirements: readonly Requirement[] = [
  { debianPackage: 'runc', isMet: () => hasCommand('runc') },
  { debianPackage: 'containernetworking-plugins', isMet: () => installedCniFolder() !== undefined },
  { debianPackage: 'iptables', isMet: () => hasCommand('iptables') },
  { debianPackage: 'conntrack', isMet: () => hasCommand('conntrack') },
  { debianPackage: 'haproxy', isMet: () => hasCommand('haproxy') },
  { debianPackage: 'iproute2', isMet: () => hasCommand('ip') },
  { debianPackage: 'util-linux', isMet: () => ['nsenter', 'unshare', 'flock', 'setpriv'].every(hasCommand) },
];

/** Makes sure that this machine can run the cluster; installs missing Debian packages when it may. */
export async function provideHostRequirements(): Promise<void> {
  if (process.platform !== 'linux') {
    throw new Error(
      'The test cluster runs on Linux only. Set TEST_KUBE_CONTEXT to a context of a cluster that tests may use.',
    );
  }
  const missing = requirements.filter(({ isMet }) => !isMet()).map(({ debianPackage }) => debianPackage);
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0) {
    const first = missing.length === 0 ? '' : ` These packages are also missing: ${command}`;
    throw new Error(
      `The test cluster makes network namespaces and containers, which needs root. Run the command as root, ` +
        `or set TEST_KUBE_CONTEXT to a context of a cluster that tests may use.${first}`,
    );
  }
  if (missing.length === 0) return;
  if (!hasCommand('apt-get')) {
    throw new Error(
      `Commands of the test cluster are missing. Install what Debian calls ${missing.join(', ')}.`,
    );
  }
  await step(`installing ${missing.join(', ')}`, async () => {
    await runCommand('sh', ['-c', command], {
      env: { ...commandEnvironment, DEBIAN_FRONTEND: 'noninteractive' },
    });
  });
  const still = requirements.find(({ isMet }) => !isMet());
  if (still !== undefined)
    throw new Error(`${still.debianPackage} is installed but not usable. Run: ${command}`);
}

/** Where the CNI plugins are. */
export function cniFolder(): string {
  const folder = installedCniFolder();
  if (folder === undefined) throw new Error(`No CNI plugins in ${cniFolders.join(', ')}. Install them.`);
  return folder;
}

function installedCniFolder(): string | undefined {
  return cniFolders.find((folder) => existsSync(join(folder, 'bridge')));
}

function hasCommand(name: string): boolean {
  const places = (commandEnvironment['PATH'] ?? '').split(delimiter);
  return places.some((place) => place !== '' && existsSync(join(place, name)));
}
