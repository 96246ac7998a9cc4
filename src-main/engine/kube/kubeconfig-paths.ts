import { delimiter, join, resolve } from 'node:path';
import { homedir } from 'node:os';

/** Which files make up the kubeconfig, by kubectl's rules, and whether a missing one is a fault. */
export interface KubeconfigPaths {
  readonly paths: readonly string[];
  readonly isExplicit: boolean;
}

/** `--kubeconfig` first, then the list in `KUBECONFIG`, then `~/.kube/config`. */
export function kubeconfigPaths(
  explicit: string | null,
  env: Readonly<Record<string, string | undefined>>,
): KubeconfigPaths {
  if (explicit !== null) return { paths: [resolve(explicit)], isExplicit: true };
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '');
  if (listed.length > 0) {
    return { paths: [...new Set(listed.map((path) => resolve(path)))], isExplicit: false };
  }
  return { paths: [join(homeFolder(env), '.kube', 'config')], isExplicit: false };
}

/** The person's home folder, as kubectl finds it. */
export function homeFolder(env: Readonly<Record<string, string | undefined>>): string {
  return env['HOME'] || env['USERPROFILE'] || homedir();
}
