import type { ContextInfo, ContextSource } from '../../shared/catalog.ts';
import { type Message, message } from '../../shared/language/message.ts';
import { newProblem, type Problem, problemOf } from '../../shared/problem.ts';
import type { z } from 'zod';
import { kubeconfigProxy } from '../net/proxy-choice.ts';
import { anonymous, type ClusterEntry, type ContextAccess } from './kubeconfig-entry.ts';
import type { KubeconfigFile } from './kubeconfig-file.ts';

/** One context after merging: what is shown of it, and how it is reached (null where `info.problem` says why not). */
export interface MergedContext {
  readonly info: ContextInfo;
  readonly access: ContextAccess | null;
}

/**
 * Merges files by kubectl's rules: for each name, and for `current-context`, the first file that has it wins.
 * A context may name a cluster or user of another file.
 */
export function mergeKubeconfigs(
  files: readonly KubeconfigFile[],
  source: z.infer<typeof ContextSource>,
): MergedContext[] {
  const current = files.map((file) => file.currentContext).find((name) => name !== null) ?? null;
  const clusters = firstWins(files, (file) => file.clusters);
  const users = firstWins(files, (file) => file.users);
  const seen = new Set<string>();
  return files.flatMap((file) =>
    [...file.contexts.values()].flatMap((context): MergedContext[] => {
      if (seen.has(context.name)) return [];
      seen.add(context.name);
      const cluster = clusters.get(context.cluster);
      const user = context.user === '' ? anonymous : users.get(context.user);
      const server = cluster === undefined ? null : serverUrl(cluster);
      const problem = contextProblem(context, { cluster, user, server });
      const info: ContextInfo = {
        name: context.name,
        server: server === null ? (cluster?.server ?? '') : shownServer(server),
        user: context.user,
        namespace: context.namespace,
        source,
        file: file.file,
        kubeconfig: null,
        current: context.name === current,
        problem,
      };
      const usable = cluster !== undefined && user !== undefined && problem === null;
      return [{ info, access: usable ? { context: context.name, source, cluster, user } : null }];
    }),
  );
}

function firstWins<T>(
  files: readonly KubeconfigFile[],
  pick: (file: KubeconfigFile) => ReadonlyMap<string, T>,
): Map<string, T> {
  // Later entries of a Map constructor replace earlier ones, so the first file goes last.
  return new Map(files.toReversed().flatMap((file) => [...pick(file)]));
}

/** The API server's URL without a trailing slash; null if it is none. Without a scheme TLS settings decide, as in kubectl. */
export function serverUrl(cluster: ClusterEntry): URL | null {
  const secure = cluster.caData !== null || cluster.caFile !== null || cluster.skipTlsVerify;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(cluster.server);
  const url = URL.parse(hasScheme ? cluster.server : `${secure ? 'https' : 'http'}://${cluster.server}`);
  if (url === null || url.hostname === '' || !/^https?:$/.test(url.protocol)) return null;
  url.pathname = url.pathname.replace(/\/+$/, '');
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return url;
}

function shownServer(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}

function contextProblem(
  context: { name: string; cluster: string; user: string },
  found: {
    cluster: { server: string; proxyUrl: string | null } | undefined;
    user: unknown;
    server: URL | null;
  },
): Problem | null {
  const problem = (words: Message): Problem => newProblem('kubeconfigInvalid', words);
  const { name, cluster, user } = context;
  if (found.cluster === undefined) {
    return problem(message('kubeconfig.clusterUnknown', { context: name, cluster }));
  }
  if (found.user === undefined) {
    return problem(message('kubeconfig.userUnknown', { context: name, user }));
  }
  if (found.server === null) {
    return problem(message('kubeconfig.serverInvalid', { cluster }));
  }
  const { proxyUrl } = found.cluster;
  return proxyUrl === null ? null : proxyProblem(name, proxyUrl);
}

function proxyProblem(context: string, proxyUrl: string): Problem | null {
  try {
    kubeconfigProxy(context, proxyUrl);
    return null;
  } catch (error) {
    return problemOf(error);
  }
}
