import type { ContextSource } from '../../shared/catalog.ts';
import type { z } from 'zod';

/** The `cluster` of a kubeconfig, paths absolute. Data wins over a file, as in kubectl. */
export interface ClusterEntry {
  readonly server: string;
  readonly caData: string | null;
  readonly caFile: string | null;
  readonly skipTlsVerify: boolean;
  readonly tlsServerName: string | null;
  readonly proxyUrl: string | null;
  /** `extensions` named `client.authentication.k8s.io/exec`: configuration for credential plugins. */
  readonly execConfig: unknown;
}

/** A credential plugin of a kubeconfig (`client.authentication.k8s.io`). */
export interface ExecEntry {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly installHint: string | null;
  readonly provideClusterInfo: boolean;
  readonly interactiveMode: 'Never' | 'IfAvailable' | 'Always';
}

/** The `user` of a kubeconfig, paths absolute. Holds secrets: never logged, never shown. */
export interface UserEntry {
  readonly certData: string | null;
  readonly certFile: string | null;
  readonly keyData: string | null;
  readonly keyFile: string | null;
  readonly token: string | null;
  readonly tokenFile: string | null;
  readonly username: string | null;
  readonly password: string | null;
  readonly exec: ExecEntry | null;
  readonly authProvider: { readonly name: string; readonly config: Readonly<Record<string, string>> } | null;
  readonly impersonate: {
    readonly user: string | null;
    readonly uid: string | null;
    readonly groups: readonly string[];
    readonly extra: Readonly<Record<string, readonly string[]>>;
  };
}

export interface ContextEntry {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string;
}

/** All that is needed to reach one context's API server. */
export interface ContextAccess {
  readonly context: string;
  readonly source: z.infer<typeof ContextSource>;
  readonly cluster: ClusterEntry;
  readonly user: UserEntry;
}

export const anonymous: UserEntry = {
  certData: null,
  certFile: null,
  keyData: null,
  keyFile: null,
  token: null,
  tokenFile: null,
  username: null,
  password: null,
  exec: null,
  authProvider: null,
  impersonate: { user: null, uid: null, groups: [], extra: {} },
};
