import type { Catalogs } from './kube/catalogs.ts';
import type { Clusters } from './kube/clusters.ts';
import type { KubeContexts } from './kube/kube-contexts.ts';
import type { Clock } from './clock.ts';
import type { Forwards } from './forwards/forwards.ts';
import type { Log } from './log.ts';
import type { Notices } from './notices.ts';
import type { SecretStore } from './secret-store.ts';

export interface EngineOptions {
  /** `--kubeconfig`; null for kubectl's rules (`KUBECONFIG`, then `~/.kube/config`). */
  readonly kubeconfig: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where forwards and added clusters are saved; null saves nothing (the terminal). */
  readonly dataDir: string | null;
  readonly secrets: SecretStore;
  readonly log: Log;
  readonly clock: Clock;
}

/** Everything Portolan does, without a window: a library that the app, the terminal and the tests start. */
export interface Engine extends AsyncDisposable {
  readonly contexts: KubeContexts;
  readonly clusters: Clusters;
  readonly catalogs: Catalogs;
  readonly forwards: Forwards;
  readonly notices: Notices;
  /** The computer woke up or its network changed: everything that waits tries now. */
  nudge(): void;
}
