import type { JudgedCluster } from '../conformance/conformance-cluster.ts';
import { startCluster } from './cluster.ts';

/** The real cluster as the suites for both clusters want to have it; it is kept for the next test. */
export async function openCluster(): Promise<JudgedCluster> {
  const cluster = await startCluster();
  return {
    kubeconfigPath: cluster.kubeconfigPath,
    forbiddenKubeconfigPath: () => Promise.resolve(cluster.userKubeconfig('nobody')),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
