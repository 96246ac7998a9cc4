import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { etcdUrl } from './addresses.ts';
import { apiGet } from './api-probe.ts';
import { provideBinaries } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { removeCgroups } from './cgroups.ts';
import { component, isDependent, recipe } from './components.ts';
import type { Component, ComponentName, FoundationName } from './components.ts';
import { userKubeconfigPath, writeCredentials } from './credentials.ts';
import type { TestUser } from './credentials.ts';
import { programOf } from './dependent-program.ts';
import { DetachedProcess } from './detached-process.ts';
import { foreignContext, writeForeignKubeconfig } from './foreign-cluster.ts';
import { cniFolder, provideHostRequirements } from './host-requirements.ts';
import { importImages } from './images.ts';
import { Kubectl } from './kubectl.ts';
import { lock } from './lock.ts';
import { inNode, startNode, stopNode } from './node-namespace.ts';
import { poll } from './poll.ts';
import { say, step } from './progress.ts';
import { apiReady, containerdReady, hasEnded, kubeletReady, nodeReady, ready } from './readiness.ts';
import { revived } from './revived.ts';
import { testAccess } from './test-access.ts';
import { files, folders } from './work-folder.ts';

/** The cluster of the tests. Our own outlives the process that started it. */
export class Cluster {
  readonly kubectl: Kubectl;
  /** The administrator's kubeconfig. */
  readonly kubeconfigPath: string;
  /** A cluster that is not ours has no other users, and its components stay untouched. */
  readonly isOwn: boolean;

  constructor(kubectlPath: string, kubeconfigPath: string, isOwn: boolean) {
    this.kubectl = new Kubectl(kubectlPath, kubeconfigPath);
    this.kubeconfigPath = kubeconfigPath;
    this.isOwn = isOwn;
  }

  userKubeconfig(user: TestUser): string {
    this.#requireOwn();
    return userKubeconfigPath(user);
  }

  /**
   * Kills the API server, does `work` while it is away, and starts it again; resolves when it is ready.
   * `killedAt` is in milliseconds since the epoch: what ended before was not ended by this.
   */
  async withoutApiServer<T>(work: (killedAt: number) => Promise<T>): Promise<T> {
    this.#requireOwn();
    // Without the lock a start by someone else would find a half-dead cluster and replace it.
    await using stack = new AsyncDisposableStack();
    stack.use(await lock(files.lock));
    const killedAt = Date.now();
    await this.kill('kube-apiserver');
    const done = await work(killedAt).finally(async () => this.start('kube-apiserver'));
    await apiReady();
    return done;
  }

  /** Ends a component without warning; it stays down until `start`. */
  async kill(name: FoundationName): Promise<void> {
    this.#requireOwn();
    await new DetachedProcess(name).stop('SIGKILL', 'inner');
  }

  /**
   * Kills the kubelet; `isBack` resolves when the one that is started in its place serves. Pods and their containers live
   * on, but every port-forward of the node is cut: only where no other test needs it.
   */
  async killKubelet(): Promise<{ readonly isBack: Promise<void> }> {
    this.#requireOwn();
    const before = await poll(10_000, () => programOf('kubelet'));
    if (before === undefined) throw new Error('The kubelet does not run.');
    process.kill(before.pid, 'SIGKILL');
    return { isBack: kubeletReady(before) };
  }

  /** Starts a component that is down; does not wait until it is ready. */
  async start(name: ComponentName): Promise<void> {
    this.#requireOwn();
    await startComponent(component(name));
  }

  /** Ends our own cluster; leaves any other as it is. */
  async stop(): Promise<void> {
    if (this.isOwn) await stopCluster();
  }

  #requireOwn(): void {
    if (!this.isOwn) throw new Error('TEST_KUBE_CONTEXT names a cluster that tests may use but not change.');
  }
}

/**
 * Builds what is missing and starts our own cluster; a healthy one that is running already is kept.
 * With TEST_KUBE_CONTEXT nothing is started and that context is used.
 */
export async function startCluster(): Promise<Cluster> {
  if (foreignContext !== '') return new Cluster('kubectl', await writeForeignKubeconfig(), false);
  await provideHostRequirements();
  await using stack = new AsyncDisposableStack();
  stack.use(await lock(files.lock));
  const binaries = await provideBinaries();
  const fingerprint = fingerprintOf(binaries);
  if (await isKept(fingerprint)) {
    say('already running');
    if (readOrEmpty(files.programsKey) !== binaries.programs.key) await provideImages(binaries);
  } else {
    await tearDown();
    try {
      await step('starting Kubernetes', async () => startAll(binaries));
    } catch (error) {
      // The logs stay, because the message names them.
      await stopNode();
      throw error;
    }
    writeFileSync(files.fingerprint, fingerprint);
  }
  return ownCluster(binaries);
}

/** Ends the cluster and removes everything but the built binaries. Does nothing when none is there. */
export async function stopCluster(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  stack.use(await lock(files.lock));
  await tearDown();
}

function ownCluster(binaries: Binaries): Cluster {
  return new Cluster(join(binaries.cluster.folder, 'kubectl'), userKubeconfigPath('admin'), true);
}

async function startAll(binaries: Binaries): Promise<void> {
  const created = [folders.run, folders.share, folders.logs, folders.processes];
  for (const folder of created) await mkdir(folder, { recursive: true });
  for (const [path, text] of Object.entries(recipe.configuration(cniFolder()))) {
    await mkdir(dirname(join(folders.share, path)), { recursive: true });
    await writeFile(join(folders.share, path), text);
  }
  await writeCredentials(binaries.programs);
  await startNode(binaries);
  for (const each of recipe.foundation) {
    if (each.name === 'kube-apiserver') await ageHistory();
    await startComponent(each);
  }
  await Promise.all([apiReady(), containerdReady().then(async () => provideImages(binaries))]);
  for (const each of recipe.dependents) await startComponent(each);
  const { kubectl } = ownCluster(binaries);
  await Promise.all([kubectl.apply(testAccess), nodeReady()]);
}

/**
 * Writes to etcd before the API server's first look at it: its watch caches begin after version 1, which is then
 * "too old" on a young cluster as it is on every other.
 */
async function ageHistory(): Promise<void> {
  const body = JSON.stringify({ key: btoa('portolan/aged'), value: '' });
  for (let version = 2; version <= 4; version += 1) {
    await ready('etcd', async () => {
      const answer = await fetch(`${etcdUrl}/v3/kv/put`, { method: 'POST', body }).catch(() => undefined);
      return answer?.ok === true;
    });
  }
}

async function tearDown(): Promise<void> {
  await stopNode();
  // The components have ended with the node; this waits until the kernel is done with them.
  for (const each of DetachedProcess.recorded()) await each.stop('SIGKILL', 'itself');
  await removeCgroups();
  rmSync(folders.run, { recursive: true, force: true });
}

async function startComponent(each: Component): Promise<void> {
  const { name, network, program, args } = each;
  const command = isDependent(each) ? revived(program, args) : ([program, args] as const);
  await new DetachedProcess(name).start(...inNode(network, ...command));
}

async function provideImages(binaries: Binaries): Promise<void> {
  await importImages(binaries.programs);
  writeFileSync(files.programsKey, binaries.programs.key);
}

/** The running cluster is kept only if it was made from the same binaries and configuration. */
function fingerprintOf(binaries: Binaries): string {
  const { foundation, dependents, configuration } = recipe;
  const made = [binaries.cluster.key, foundation, dependents, configuration(cniFolder()), testAccess];
  return createHash('sha256').update(JSON.stringify(made)).digest('hex');
}

/** Whether the running cluster can be kept; what has ended of its dependents is started again for that. */
async function isKept(fingerprint: string): Promise<boolean> {
  if (readOrEmpty(files.fingerprint) !== fingerprint) return false;
  if (recipe.foundation.some(hasEnded) || (await apiGet('/readyz')) !== 'ok') return false;
  for (const each of recipe.dependents.filter(hasEnded)) {
    say(`${each.name} has ended and is started again`);
    await startComponent(each);
  }
  return await nodeReady().then(
    () => true,
    () => false,
  );
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
