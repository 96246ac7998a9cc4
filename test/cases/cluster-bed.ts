import type { Transport } from '../../src-main/shared/transport.ts';
import { startCluster } from '../cluster/cluster.ts';
import { CaseBed } from './case-bed.ts';

/** A bed on the real cluster, which is kept for the next test. */
export async function openClusterBed(transport: Transport): Promise<CaseBed> {
  const { kubeconfigPath } = await startCluster();
  return CaseBed.open(kubeconfigPath, { transport });
}
