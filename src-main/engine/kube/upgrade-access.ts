import type { ServerAddress } from '../net/server-address.ts';

/** Where and as whom an upgrade request (port-forward) goes: all that a tunnel needs to know of a context. */
export interface UpgradeTarget extends ServerAddress {
  /** Authorization, impersonation (several groups are several header lines) and user agent. Never logged. */
  readonly headers: Readonly<Record<string, string | string[]>>;
}

/** What `tunnel/` asks of `kube/`. One for each context. */
export interface UpgradeAccess {
  /** Runs credential plugins where needed; throws `unauthorized`, `credentialPluginFailed`, `tlsFailed` … */
  upgradeTarget(signal: AbortSignal): Promise<UpgradeTarget>;
  /** The server said 401: credentials are fetched anew before the next `upgradeTarget`. */
  credentialsRejected(): void;
}
