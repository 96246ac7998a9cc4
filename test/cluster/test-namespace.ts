import { randomBytes } from 'node:crypto';
import type { Kubectl } from './kubectl.ts';
import type { Manifest } from './manifests.ts';

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

  /** Waits until `count` pods with the label are there and ready; at most 60 s. */
  async podsReady(label: string, count = 1): Promise<readonly string[]> {
    const selector = `--selector=${label}`;
    for (;;) {
      await this.kubectl('wait', '--for=create', '--timeout=60s', 'pod', selector);
      await this.kubectl('wait', '--for=condition=Ready', '--timeout=60s', 'pod', selector);
      const names = (await this.kubectl('get', 'pod', selector, '--output=name')).trim().split('\n');
      if (names.length >= count) return names.map((name) => name.replace('pod/', ''));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#kubectl.run(['delete', 'namespace', this.name, '--wait=false', '--ignore-not-found']);
  }
}
