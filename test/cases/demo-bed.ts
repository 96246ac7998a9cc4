import type { DemoCluster } from '../../src-main/demo/demo-cluster.ts';
import { type Log, silentLog } from '../../src-main/engine/log.ts';
import type { Transport } from '../../src-main/shared/transport.ts';
import { DemoHost } from '../support/demo-host.ts';
import { CaseBed } from './case-bed.ts';

/** A bed on a demo cluster of its own, whose faults a case may switch on. */
export interface DemoBed extends AsyncDisposable {
  readonly bed: CaseBed;
  readonly demo: DemoCluster;
}

export async function openDemoBed(transport: Transport = 'spdy', log: Log = silentLog): Promise<DemoBed> {
  await using stack = new AsyncDisposableStack();
  const { demo, kubeconfigPath } = stack.use(await DemoHost.start());
  const bed = stack.use(await CaseBed.open(kubeconfigPath, { transport, log }));
  // Who comes while a container starts has to wait, as on a real cluster.
  demo.times.startMs = 500;
  const owned = stack.move();
  return { bed, demo, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
