import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkedSend } from '../../../src-main/app/checked-send.ts';
import { Destinations } from '../../../src-main/app/destinations.ts';
import { EventFeed } from '../../../src-main/app/event-feed.ts';
import { createHandlers } from '../../../src-main/app/handlers.ts';
import { SecretClipboard } from '../../../src-main/app/secret-clipboard.ts';
import { SettingsStore } from '../../../src-main/app/settings-store.ts';
import { OpenQuestion } from '../../../src-main/app/open-question.ts';
import { type DemoCluster, startDemoCluster } from '../../../src-main/demo/demo-cluster.ts';
import { systemClock } from '../../../src-main/engine/clock.ts';
import { createEngine, type Engine } from '../../../src-main/engine/engine.ts';
import type { Log } from '../../../src-main/engine/log.ts';
import { MemorySecretStore } from '../../../src-main/engine/secret-store.ts';
import type { EventName, EventPayload, Handlers } from '../../../src-main/shared/api.ts';
import { defaultSettings, type ForwardSettings } from '../../../src-main/shared/forward.ts';
import { translator } from '../../../src-main/shared/language/message.ts';
import { parsePortPair } from '../../../src-main/shared/port-pair.ts';
import { MemoryClipboard } from '../../support/memory-clipboard.ts';

export interface SentEvent {
  readonly name: string;
  readonly payload: unknown;
}

/** The main process without a window: a real engine on the demo cluster, behind the handlers and the feed. */
export class AppHost implements AsyncDisposable {
  readonly engine: Engine;
  readonly demo: DemoCluster;
  readonly feed: EventFeed;
  readonly destinations: Destinations;
  readonly handlers: Handlers;
  readonly log: Log;
  /** What the window heard, in order, and what did not fit the contract. */
  readonly sent: SentEvent[] = [];
  readonly faults: unknown[] = [];
  readonly logged: string[] = [];
  readonly copied: string[] = [];
  readonly opened: string[] = [];
  readonly question = new OpenQuestion();
  readonly saved: [name: string, text: string][] = [];
  readonly clipboard = new MemoryClipboard();
  readonly secretClipboard: SecretClipboard;
  readonly #resources: AsyncDisposableStack;
  #onSent: () => void = () => undefined;

  private constructor(
    engine: Engine,
    demo: DemoCluster,
    settings: SettingsStore,
    log: Log,
    logged: string[],
    resources: AsyncDisposableStack,
  ) {
    this.engine = engine;
    this.demo = demo;
    this.log = log;
    this.logged = logged;
    this.#resources = resources;
    const send = checkedSend(
      true,
      (error) => this.faults.push(error),
      (name, payload) => {
        this.sent.push({ name, payload });
        this.#onSent();
      },
    );
    this.destinations = resources.use(new Destinations());
    const { destinations, question } = this;
    this.feed = resources.use(new EventFeed({ engine, settings, destinations, question, send }));
    this.secretClipboard = resources.use(
      new SecretClipboard({
        clipboard: this.clipboard,
        clock: systemClock,
        onChanged: (state) => this.feed.showSecret(state),
        report: (error) => this.faults.push(error),
      }),
    );
    this.handlers = createHandlers({
      engine,
      feed: this.feed,
      settings,
      destinations,
      question,
      secretClipboard: this.secretClipboard,
      version: '0.0.0',
      platform: 'linux',
      preferredLanguages: ['en'],
      t: translator(() => 'en'),
      onJoined: () => undefined,
      onDrawn: () => undefined,
      startDemo: () => Promise.resolve('demo'),
      computer: {
        copy: (text) => Promise.resolve(void this.copied.push(text)),
        save: (name, text) => Promise.resolve(this.saved.push([name, text]) > 0),
        open: () => Promise.resolve('portolan: 1\nforwards: []\n'),
        openDocs: () => Promise.resolve(),
        openInBrowser: (url) => Promise.resolve(void this.opened.push(url)),
      },
    });
  }

  static async start(): Promise<AppHost> {
    const resources = new AsyncDisposableStack();
    const dataDir = await mkdtemp(join(tmpdir(), 'portolan-contract-'));
    resources.defer(() => rm(dataDir, { recursive: true, force: true }));
    const demo = resources.use(await startDemoCluster());
    const kubeconfig = join(dataDir, 'kubeconfig');
    await writeFile(kubeconfig, demo.kubeconfig);
    const logged: string[] = [];
    const keep = (message: string) => void logged.push(message);
    const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
    const secrets = new MemorySecretStore();
    const engine = resources.use(
      await createEngine({ kubeconfig, env: {}, dataDir, secrets, log, clock: systemClock }),
    );
    const settings = await SettingsStore.open(join(dataDir, 'settings.json'), ({ message }) => keep(message));
    return new AppHost(engine, demo, settings, log, logged, resources);
  }

  /** The next event of that name, or one already sent, for which `matches` holds. */
  async heard<N extends EventName>(name: N, matches: (payload: EventPayload<N>) => boolean): Promise<void> {
    const isThere = () =>
      this.sent.some((event) => event.name === name && matches(event.payload as EventPayload<N>));
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const look = () => {
      if (isThere()) resolve(undefined);
    };
    this.#onSent = look;
    look();
    await promise;
  }

  /** Settings of a forward to the demo's web service. */
  settings(...ports: string[]): ForwardSettings {
    return {
      label: 'web',
      target: { context: 'demo', namespace: 'shop', kind: 'service', name: 'web' },
      ports: ports.map(parsePortPair),
      addresses: ['127.0.0.1'],
      ...defaultSettings,
      allowExposure: false,
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#resources.disposeAsync();
  }
}
