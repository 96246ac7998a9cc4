import { join } from 'node:path';
import { ForwardsFile } from '../shared/forward.ts';
import type { Transport } from '../shared/transport.ts';
import type { Clock } from './clock.ts';
import { KnownContextNames } from './context-names.ts';
import { Dialers } from './dialers.ts';
import { LocalEntries } from './entry/local-entries.ts';
import { Forwards } from './forwards/forwards.ts';
import { PortClaims } from './forwards/port-claims.ts';
import type { SessionWorld } from './forwards/session-world.ts';
import { Catalogs } from './kube/catalogs.ts';
import { Clusters } from './kube/clusters.ts';
import { loadRequests } from './kube/kube-client.ts';
import { KubeContexts } from './kube/kube-contexts.ts';
import { PodSources } from './kube/pod-sources.ts';
import { Secrets } from './kube/secrets.ts';
import type { Log } from './log.ts';
import { NetworkWatch } from './network-watch.ts';
import { Notices } from './notices.ts';
import { ProductionContexts } from './production-contexts.ts';
import { ApiProxies } from './proxy/api-proxies.ts';
import { Routes } from './routes/routes.ts';
import type { SecretStore } from './secret-store.ts';
import { JsonFile } from './store/json-file.ts';

export interface EngineOptions {
  /** `--kubeconfig`; null for kubectl's rules (`KUBECONFIG`, then `~/.kube/config`). */
  readonly kubeconfig: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where forwards and added clusters are saved; null saves nothing (the terminal). */
  readonly dataDir: string | null;
  /** Where the production marks are; in the data folder where it is not told. */
  readonly productionFile?: string;
  readonly secrets: SecretStore;
  readonly log: Log;
  readonly clock: Clock;
  /** The only transport of the tunnels, for measurements and tests; the best one where it is not told. */
  readonly transport?: Transport | undefined;
  /** This computer's addresses as one text; only tests have others. */
  readonly addresses?: (() => string) | undefined;
}

/** Everything Portolan does, without a window: a library that the app, the terminal and the tests start. */
export interface Engine extends AsyncDisposable {
  readonly contexts: KubeContexts;
  readonly clusters: Clusters;
  readonly catalogs: Catalogs;
  readonly forwards: Forwards;
  readonly routes: Routes;
  readonly apiProxies: ApiProxies;
  readonly localEntries: LocalEntries;
  readonly contextNames: KnownContextNames;
  readonly kubeSecrets: Secrets;
  readonly notices: Notices;
  readonly production: ProductionContexts;
  /** The computer woke up or its network changed: everything that waits tries now. */
  nudge(): void;
  /** Loads what the first request to a cluster would wait for (50 ms). */
  prepare(): Promise<void>;
}

/**
 * Wires everything, loads what is saved, starts nothing.
 * Files that cannot be read become notices; the engine runs without them.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { clock, dataDir, env, log } = options;
  await using building = new AsyncDisposableStack();
  const notices = building.use(new Notices());
  const onProblem = notices.add.bind(notices);
  const contexts = building.use(await KubeContexts.open({ ...options, notices: onProblem }));
  const clusters = building.use(new Clusters({ contexts, env, clock, log }));
  const podSources = new PodSources(clusters, clock, log);
  const dialers = new Dialers({ clusters, clock, log, transport: options.transport });
  building.defer(contexts.onAccessChanged((context) => dialers.renew(context)));
  const file = await JsonFile.open({
    path: dataDir === null ? null : join(dataDir, 'forwards.json'),
    schema: ForwardsFile,
    empty: { version: 1, forwards: [] },
    onProblem,
  });
  const contextNames = await KnownContextNames.open(
    dataDir === null ? null : join(dataDir, 'context-names.json'),
    onProblem,
  );
  const { productionFile = dataDir === null ? null : join(dataDir, 'production.json') } = options;
  const production = building.use(await ProductionContexts.open(productionFile, onProblem));
  const claims = new PortClaims();
  const world: SessionWorld = {
    pods: (target) => podSources.open(target),
    dialer: (context) => dialers.acquire(context),
    claims,
    clock,
    log,
  };
  const forwards = building.use(new Forwards({ file, production, ...world }));
  const catalogs = new Catalogs(clusters, log);
  const apiProxies = building.use(new ApiProxies({ clusters, catalogs, production, claims, clock, log }));
  const localEntries = building.use(new LocalEntries({ clusters, production, ...world }));
  const nudge = (): void => {
    clusters.nudge();
    dialers.nudge();
    forwards.nudge();
    localEntries.nudge();
  };
  building.use(new NetworkWatch({ clock, log, addresses: options.addresses, onChanged: nudge }));
  const resources = building.move();
  return {
    contexts,
    clusters,
    catalogs,
    forwards,
    routes: new Routes(clusters, clock),
    apiProxies,
    localEntries,
    contextNames,
    kubeSecrets: new Secrets(clusters),
    notices,
    production,
    nudge,
    prepare: async () => {
      await loadRequests();
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
