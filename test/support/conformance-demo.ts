import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startDemoCluster } from '../../src-main/demo/demo-cluster.ts';
import type { JudgedCluster } from '../conformance/conformance-cluster.ts';

/** The demo cluster as the conformance suite wants to have it. */
export async function openDemo(): Promise<JudgedCluster> {
  const stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'portolan-demo-'));
  stack.defer(() => rm(folder, { recursive: true }));
  const demo = stack.use(await startDemoCluster());
  // The demo has one user: what the suite asks as somebody else is forbidden to everybody.
  demo.faults.forbidden = [
    { verb: '*', resource: 'pods', namespace: 'some' },
    { verb: '*', resource: 'pods', namespace: null },
    { verb: '*', resource: 'services', namespace: 'some' },
    { verb: '*', resource: 'services/proxy', namespace: 'some' },
  ];
  const kubeconfigPath = join(folder, 'kubeconfig.yaml');
  await writeFile(kubeconfigPath, demo.kubeconfig, { mode: 0o600 });
  return {
    kubeconfigPath,
    forbiddenKubeconfigPath: () => Promise.resolve(kubeconfigPath),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
