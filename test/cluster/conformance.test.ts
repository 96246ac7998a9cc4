import { describeConformance } from '../conformance/conformance.ts';
import { startCluster } from './cluster.ts';

describeConformance(async () => {
  const cluster = await startCluster();
  return {
    kubeconfigPath: cluster.kubeconfigPath,
    forbiddenKubeconfigPath: () => Promise.resolve(cluster.userKubeconfig('nobody')),
    // The cluster is kept for the next test.
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
});
