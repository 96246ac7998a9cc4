import { randomBytes } from 'node:crypto';
import type { Kubectl } from './kubectl.ts';
import type { Manifest } from './manifests.ts';
import { poll } from './poll.ts';

/** A namespace of a test's own; disposing starts its removal and does not wait for it. */
export class TestNamespace implements AsyncDisposable {
  readonly name: string;
  readonly #kubectl: Kubectl;

  private constructor(kubectl: Kubectl, name: string) {
    this.#kubectl = kubectl;
    this.name = name;
  }

  /** Creates the namespace `PREFIX-RANDOM`. */
  static async create(kubectl: Kubectl, prefix: string): Promise<TestNamespace> {
    const name = `${prefix}-${randomBytes(4).toString('hex')}`;
    await kubectl.run(['create', 'namespace', name]);
    return new TestNamespace(kubectl, name);
  }

  /** Creates the namespace of this name, in place of one that an earlier run left; never of one that is not the tests'. */
  static async named(kubectl: Kubectl, name: string): Promise<TestNamespace> {
    const ours = ['namespace', `--selector=portolan-test=${name}`];
    await kubectl.run(['delete', ...ours, '--ignore-not-found']);
    const labels = { 'portolan-test': name };
    // At once with its label, by which the next run finds it; `apply` would take one that is somebody else's.
    const created = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
    await kubectl.run(['create', '--filename=-'], JSON.stringify(created));
    return new TestNamespace(kubectl, name);
  }

  /** Runs kubectl in this namespace. */
  async kubectl(...args: readonly string[]): Promise<string> {
    return await this.#kubectl.run([`--namespace=${this.name}`, ...args]);
  }

  /** Creates or changes the objects in this namespace. */
  async apply(...manifests: readonly Manifest[]): Promise<void> {
    await this.#kubectl.apply(
      manifests.map((manifest) => ({
        ...manifest,
        metadata: { ...manifest.metadata, namespace: this.name },
      })),
    );
  }

  /** Changes the status of an object, as its controller does. */
  async patchStatus(resource: string, name: string, status: object): Promise<void> {
    const how = ['--subresource=status', '--type=merge', `--patch=${JSON.stringify({ status })}`];
    await this.kubectl('patch', resource, name, ...how);
  }

  /** Waits until `count` pods with the label are ready and not being deleted, and returns their names; at most 60 s. */
  async readyPods(label: string, count = 1): Promise<readonly string[]> {
    const names = await poll(60_000, async () => {
      const list = await this.kubectl('get', 'pods', `--selector=${label}`, '--output=json');
      const ready = readyNames(JSON.parse(list) as PodList);
      return ready.length >= count ? ready : undefined;
    });
    if (names !== undefined) return names;
    const seen = await this.kubectl('get', 'pods', `--selector=${label}`, '--output=wide');
    throw new Error(
      `After 60 s fewer than ${String(count)} pods with ${label} are ready in ${this.name}:\n${seen}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#kubectl.run(['delete', 'namespace', this.name, '--wait=false', '--ignore-not-found']);
  }
}

interface PodList {
  readonly items: readonly {
    readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
    readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
  }[];
}

function readyNames({ items }: PodList): readonly string[] {
  return items
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .filter(({ status }) =>
      status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
    )
    .map(({ metadata }) => metadata.name);
}
