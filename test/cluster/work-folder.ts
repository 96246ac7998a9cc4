import { homedir } from 'node:os';
import { join } from 'node:path';

const cacheFolder = process.env['XDG_CACHE_HOME'] ?? '';

/** Everything the test cluster keeps: binaries by the hash of what made them, and the one running cluster. */
export const clusterFolder = join(
  cacheFolder === '' ? join(homedir(), '.cache') : cacheFolder,
  'portolan',
  'cluster',
);

const runFolder = join(clusterFolder, 'run');

/** The folders of the running cluster; `stop` removes them all by removing `run`. */
export const folders = {
  run: runFolder,
  /** Appears in the node as `/run/portolan/share`. */
  share: join(runFolder, 'share'),
  /** Appears in the node as `/var/lib`. */
  varLib: join(runFolder, 'var-lib'),
  /** Appears in the node as `/var/log`. */
  varLog: join(runFolder, 'var-log'),
  logs: join(runFolder, 'log'),
  processes: join(runFolder, 'processes'),
  kubeconfigs: join(runFolder, 'kubeconfig'),
} as const;

export const files = {
  /** Outside `run`, because it must outlive the removal of `run`. */
  lock: join(clusterFolder, 'lock'),
  fingerprint: join(runFolder, 'fingerprint'),
  programsKey: join(runFolder, 'programs-key'),
  certificateAuthority: join(folders.share, 'pki', 'ca.crt'),
} as const;
