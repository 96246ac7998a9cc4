import { describeProxy } from '../cases/proxy-cases.ts';
import { openCluster } from './judged-cluster.ts';

describeProxy(openCluster);
