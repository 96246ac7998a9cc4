import { type DemoCluster, startDemoCluster } from '../../src-main/demo/demo-cluster.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transport } from '../../src-main/shared/transport.ts';
import { CaseBed } from './case-bed.ts';

/** A bed on a demo cluster of its own, whose faults a case may switch on. */
export interface DemoBed extends AsyncDisposable {
  readonly bed: CaseBed;
  readonly demo: DemoCluster;
}

export async function openDemoBed(transport: Transport = 'spdy'): Promise<DemoBed> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'portolan-demo-'));
  stack.defer(() => rm(folder, { recursive: true }));
  const demo = stack.use(await startDemoCluster({ times: { startMs: 20, readyMs: 10, terminationMs: 20 } }));
  const kubeconfigPath = join(folder, 'kubeconfig.yaml');
  await writeFile(kubeconfigPath, demo.kubeconfig, { mode: 0o600 });
  const bed = stack.use(
    await CaseBed.open(
      {
        kubeconfigPath,
        forbiddenKubeconfigPath: () => Promise.resolve(kubeconfigPath),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      },
      transport,
    ),
  );
  // Who comes while a container starts has to wait, as on a real cluster.
  demo.times.startMs = 500;
  const owned = stack.move();
  return { bed, demo, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
