import { defaultBindAddresses } from '../shared/bind-address.ts';
import { defaultSettings, type ForwardSettings } from '../shared/forward.ts';
import type { DemoCluster } from '../demo/demo-cluster.ts';
import type { Engine } from '../engine/engine.ts';

const demoContext = 'demo';
/** What a person would try first; another where it is taken. */
const familiarPort = 8080;

/** Runs the demo cluster once somebody wants it, and ends it with the app. */
export class DemoHost implements AsyncDisposable {
  #opened: Promise<{ readonly cluster: DemoCluster; readonly context: string }> | null = null;

  /** Resolves with the name under which it stands among the contexts; a second call starts nothing. */
  async start(contexts: Engine['contexts']): Promise<string> {
    this.#opened ??= open(contexts).catch((error: unknown) => {
      // The next try may find what this one lacked.
      this.#opened = null;
      throw error;
    });
    return (await this.#opened).context;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const opened = await this.#opened;
    await opened?.cluster[Symbol.asyncDispose]();
  }
}

async function open(contexts: Engine['contexts']) {
  // Loaded once somebody wants it: it brings a maker of certificates, and most people have a cluster.
  const { startDemoCluster } = await import('../demo/demo-cluster.ts');
  const cluster = await startDemoCluster();
  return { cluster, context: contexts.provide('demo', cluster.kubeconfig) };
}

/**
 * Gives the demo cluster to whoever has no cluster, with one forward to see work where nothing is saved yet,
 * and to saved forwards that lead to it.
 */
export async function startDemoWhereNeeded(engine: Engine, demo: DemoHost): Promise<void> {
  const { contexts, forwards } = engine;
  const names = contexts.list().map(({ name }) => name);
  const isWanted = forwards.list().some(({ target }) => target.context === demoContext);
  if (names.length > 0 && (!isWanted || names.includes(demoContext))) return;
  await demo.start(contexts);
  if (forwards.list().length === 0) await forwards.add(demoForward, true);
}

const demoForward: ForwardSettings = {
  // eslint-disable-next-line portolan/said -- a name, as the service has it
  label: 'web',
  target: { context: demoContext, namespace: 'shop', kind: 'service', name: 'web' },
  ports: [{ local: { kind: 'auto', last: familiarPort }, remote: 'http' }],
  addresses: [...defaultBindAddresses],
  ...defaultSettings,
  allowExposure: false,
};
