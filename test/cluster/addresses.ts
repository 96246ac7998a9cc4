import { createHash } from 'node:crypto';
import { clusterFolder } from './work-folder.ts';

/** Clusters of different users or cache folders run side by side, each on a network of its own. */
export const networkNumber = createHash('sha256').update(clusterFolder).digest().readUInt8() || 1;

/** The host end of the link: the "laptop" of the tests, where the API server listens. */
export const hostAddress = `10.200.${String(networkNumber)}.1`;

/** The node: node ports and host ports answer here, pod and cluster addresses do not answer from the host. */
export const nodeAddress = `10.200.${String(networkNumber)}.2`;

export const apiServerUrl = `https://${hostAddress}:6443`;
export const etcdUrl = `http://${hostAddress}:2379`;

export const podRange = '10.244.0.0/16';
export const serviceRange = '10.96.0.0/16';
/** For documentation alone (RFC 3849), so nobody else answers there; pods and nodes have IPv4 addresses only. */
export const serviceRange6 = '2001:db8:96::/112';

export const nodeName = 'node1';
