import { describeConformance } from '../conformance/conformance.ts';
import { openCluster } from './judged-cluster.ts';

describeConformance(openCluster);
