import { count } from './grammar.ts';

export interface OnNode {
  pod: string;
  node: string | null;
}

export interface OfWorkload {
  pod: string;
  /** Kind and name, such as `Deployment web`. */
  workload: string;
}

export interface InContainer {
  pod: string;
  container: string;
}

export interface ReportTotals {
  received: string;
  sent: string;
  connections: string;
  failed: string;
  closed: string;
}

/** What a forward's details say: its connections, its graph, its timeline's causes and its report. */
export const details = {
  'connection.closedByYou': ({ who, pod }: { who: string; pod: string | null }) =>
    `You closed the connection of ${who}${pod === null ? '' : ` to ${pod}`}.`,
  'connection.program': ({ name, pid, peer }: { name: string; pid: number; peer: string }) =>
    `${name} (pid ${pid}, ${peer})`,
  'connection.resetByClient': ({ pod }: { pod: string | null }) =>
    pod === null ? 'A client reset its connection.' : `A client reset its connection to ${pod}.`,
  'why.deleted': ({ pod }: { pod: string }) => `${pod} was deleted.`,
  'why.drained': ({ pod, node }: OnNode) => `${pod} was evicted: ${theNode(node)} is being drained.`,
  'why.endedByOwner': ({ pod, workload }: OfWorkload) => `${pod} was ended by ${workload}.`,
  'why.evicted': ({ pod, node }: OnNode) =>
    `${pod} was evicted from ${theNode(node)}, as when a node is drained.`,
  'why.exited': ({ pod, container, code }: InContainer & { code: number }) =>
    `Container ${container} of ${pod} ended with exit code ${code}.`,
  'why.image': ({ pod, detail }: { pod: string; detail: string }) =>
    `${pod} cannot get its image${detail === '' ? '' : `: ${detail}`}.`,
  'why.liveness': ({ pod, container, detail }: InContainer & { detail: string }) =>
    `Container ${container} of ${pod} was restarted: ${detail}.`,
  'why.nodeEnded': ({ pod, node, detail }: OnNode & { detail: string }) =>
    `${pod} was ended by ${theNode(node)}: ${detail === '' ? 'it was short of something, or was shut down' : detail}.`,
  'why.nodeGone': ({ pod, node }: OnNode) => `${pod} was removed: ${theNode(node)} is gone.`,
  'why.nodeNotReady': ({ pod, node }: OnNode) => `${pod} is not ready: ${theNode(node)} is not ready.`,
  'why.nodeTaint': ({ pod, node }: OnNode) =>
    `${pod} was removed: ${theNode(node)} keeps no pods (a taint, as of a node that is lost).`,
  'why.outOfMemory': ({ pod, container }: InContainer) =>
    `Container ${container} of ${pod} was killed: it used more memory than it may (OOMKilled).`,
  'why.ownerDeleted': ({ pod, workload }: OfWorkload) => `${pod} was deleted with its ${workload}.`,
  'why.preempted': ({ pod }: OnNode) => `${pod} had to make room for a pod of higher priority.`,
  'why.probe': ({ pod, detail }: { pod: string; detail: string }) => `${pod} is not ready: ${detail}.`,
  'why.replaced': ({ pod, kind }: { pod: string; kind: string }) =>
    `${pod} was deleted and is replaced by its ${kind}.`,
  'why.rollout': ({ pod, workload }: OfWorkload) => `${pod} was replaced by a rollout of ${workload}.`,
  'why.scaledDown': ({ pod, workload, replicas }: OfWorkload & { replicas: number }) =>
    `${pod} was ended: ${workload} was scaled to ${count(replicas, 'pod')}.`,
  'connection.close': ({ who }: { who: string }) => `Close the connection of ${who}`,
  'connection.closed': ({ who }: { who: string }) => `The connection of ${who} is closed.`,
  'connection.columnBytes': 'Received and sent',
  'graph.minute': '1 min',
  'graph.quarter': '15 min',
  'graph.hour': '1 h',
  'graph.noStep': 'Arrow keys go from step to step',
  'graph.pod': ({ pod }: { pod: string }) => `Pod ${pod}`,
  'graph.port': ({ port }: { port: string }) => `Port ${port}`,
  'graph.ratesOf': ({ what, span }: { what: string; span: string }) =>
    `${what}, received and sent, the last ${span}`,
  'graph.show': 'Shown in the graph',
  'graph.span': 'Time span of the graph',
  'graph.step': ({ time, rates }: { time: string; rates: string }) => `${time}: ${rates}`,
  'graph.time': 'Time',
  'graph.whole': 'All ports and pods',
  'report.copy': 'Copy as report',
  'report.title': ({ label }: { label: string }) => `Forward ${label}`,
  'report.named': ({ name, value }: { name: string; value: string }) => `${name}: ${value}`,
  'report.addresses': 'Addresses',
  'report.since': ({ state, since }: { state: string; since: string }) => `${state}, since ${since}`,
  'report.kubernetes': ({ context, version }: { context: string; version: string | null }) =>
    version === null ? context : `${context}, Kubernetes ${version}`,
  'report.written': 'Written',
  'report.traffic': 'Traffic',
  'report.totals': ({ received, sent, connections, failed, closed }: ReportTotals) =>
    `${received} received, ${sent} sent, ${connections} connections, ${failed} failed, ${closed} closed by hand`,
  'report.whole': 'In all',
  'report.nothing': 'Nothing yet.',
};

function theNode(node: string | null): string {
  return node === null ? 'its node' : `its node ${node}`;
}
