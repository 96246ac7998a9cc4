import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { commandEnvironment, runCommand } from './command.ts';
import { step } from './progress.ts';
import { findToolchain } from './toolchain.ts';
import type { Toolchain } from './toolchain.ts';
import { clusterFolder } from './work-folder.ts';

/** What was built, each in a folder named by the hash of everything that went into it. */
export interface Binaries {
  /** Kubernetes, etcd, containerd and kubectl. */
  readonly cluster: BuiltFolder;
  /** Our own programs: testserver, pause, pki. */
  readonly programs: BuiltFolder;
}

export interface BuiltFolder {
  readonly key: string;
  readonly folder: string;
}

interface Build {
  readonly module: string;
  readonly packages: readonly string[];
  readonly linkerFlags: string;
}

const kubernetesModule = join(import.meta.dirname, 'kubernetes');
const containerdModule = join(import.meta.dirname, 'containerd');
const programsModule = join(import.meta.dirname, 'programs');

/** Builds what is not built yet; a second call builds nothing. */
export async function provideBinaries(): Promise<Binaries> {
  const toolchain = await findToolchain(kubernetesModule);
  const cluster = await provide(
    'bin',
    'Kubernetes, etcd and containerd (minutes the first time)',
    toolchain,
    [
      { module: kubernetesModule, packages: ['tool'], linkerFlags: kubernetesLinkerFlags() },
      { module: containerdModule, packages: ['tool'], linkerFlags: '-s -w' },
    ],
  );
  const programs = await provide('programs', 'the test server', toolchain, [
    { module: programsModule, packages: ['./...'], linkerFlags: '-s -w' },
  ]);
  return { cluster, programs };
}

async function provide(
  kind: string,
  title: string,
  toolchain: Toolchain,
  builds: readonly Build[],
): Promise<BuiltFolder> {
  const key = await keyOf(toolchain, builds);
  const folder = join(clusterFolder, kind, key);
  if (existsSync(folder)) return { key, folder };

  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  let packages = 0;
  await step(
    `building ${title} with ${toolchain.version}`,
    async () => {
      for (const build of builds) await install(toolchain, build, partial, () => (packages += 1));
    },
    () => `${String(packages)} packages compiled`,
  );
  // Renamed only when whole: an interrupted build must not look like a finished one.
  await rename(partial, folder);
  return { key, folder };
}

async function install(
  toolchain: Toolchain,
  build: Build,
  target: string,
  compiled: () => void,
): Promise<void> {
  const args = ['install', '-v', '-trimpath', '-ldflags', build.linkerFlags, ...build.packages];
  await runCommand(toolchain.go, args, {
    cwd: build.module,
    // A GOFLAGS or GOWORK of the developer's own could change the pinned versions or the module files.
    env: {
      ...commandEnvironment,
      CGO_ENABLED: '0',
      GOBIN: target,
      GOFLAGS: '-buildvcs=false',
      GOWORK: 'off',
    },
    onErrorLine: (line) => {
      if (/^[\w.-]+(\/|$)/.test(line)) compiled();
    },
  });
}

async function keyOf(toolchain: Toolchain, builds: readonly Build[]): Promise<string> {
  const hash = createHash('sha256').update(toolchain.version);
  for (const build of builds) {
    hash.update(`\0${build.linkerFlags}`);
    for (const path of await filesBelow(build.module)) {
      hash.update(`\0${relative(build.module, path)}\0`).update(readFileSync(path));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Without a version of its own Kubernetes calls itself v0.0.0-master, and clients warn about the skew. */
function kubernetesLinkerFlags(): string {
  const goMod = readFileSync(join(kubernetesModule, 'go.mod'), 'utf8');
  const [, version, major, minor] = /k8s\.io\/kubernetes (v(\d+)\.(\d+)\.\d+)/.exec(goMod) ?? [];
  if (version === undefined || major === undefined || minor === undefined) {
    throw new Error('test/cluster/kubernetes/go.mod names no version of k8s.io/kubernetes.');
  }
  const variable = (name: string, value: string): string =>
    `-X k8s.io/component-base/version.${name}=${value}`;
  return [
    '-s -w',
    variable('gitVersion', version),
    variable('gitMajor', major),
    variable('gitMinor', minor),
  ].join(' ');
}
