import { describeLocalEntry } from '../cases/entry-cases.ts';
import { openCluster } from './judged-cluster.ts';

describeLocalEntry(openCluster);
