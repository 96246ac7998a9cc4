import { beforeEach, expect, it } from 'vitest';
import type { ClusterStatus, ContextInfo, FoundObjects } from '../../../src-main/shared/catalog.ts';
import { message } from '../../../src-main/shared/language/message.ts';
import { ProblemError } from '../../../src-main/shared/problem.ts';
import { Client } from '../../../src-renderer/client.ts';
import { ClustersState } from '../../../src-renderer/state/clusters.svelte.ts';
import { FoundTargets } from '../../../src-renderer/state/found-targets.svelte.ts';
import { emptySnapshot, MemoryBridge } from './memory-bridge.ts';

interface Asked {
  readonly context: string;
  readonly namespace: string | null;
  readonly rows: 'services' | 'workloads' | 'pods';
}

const http = { name: 'http', port: 80, protocol: 'TCP' };
const kinds = { services: 'service', workloads: 'deployment', pods: 'pod' } as const;
let bridge: MemoryBridge;
let found: FoundTargets;
/** What the clusters refuse. */
let isRefused: (asked: Asked) => boolean;

beforeEach(() => {
  bridge = new MemoryBridge();
  isRefused = () => false;
  bridge.answers.set('catalog.targets', (input): FoundObjects[] => {
    const asked = input as Asked;
    if (isRefused(asked)) throw new ProblemError('forbidden', message('verbatim', { text: 'no' }));
    return [
      { kind: kinds[asked.rows], namespace: asked.namespace ?? 'all', names: ['web'], ports: [[http]] },
    ];
  });
  const client = new Client(bridge);
  const clusters = new ClustersState(client);
  const phases: Record<string, ClusterStatus> = {
    dev: { phase: 'connected', version: null },
    live: { phase: 'idle' },
  };
  clusters.apply({
    ...emptySnapshot,
    contexts: Object.keys(phases).map(contextOf),
    clusters: Object.entries(phases).map(([context, status]) => ({ context, status })),
  });
  found = new FoundTargets(client, clusters);
});

function contextOf(name: string): ContextInfo {
  const rest = {
    server: 'https://x',
    user: 'me',
    source: 'kubeconfig',
    file: null,
    kubeconfig: null,
  } as const;
  return { name, namespace: 'own', ...rest, current: false, problem: null };
}

const asked = () => bridge.asked.map(({ input }) => (input as Asked).context);
const all = () =>
  found.all.map(({ item: { context, namespace, kind } }) => `${context} ${namespace} ${kind}`);

it('reads the connected clusters alone, not again at once, and later in place of what was read', async () => {
  await found.refresh();
  await found.refresh();
  const once = [all(), found.unsearched, asked()];
  await found.refresh(Date.now() + 60_000);

  expect([once, all(), asked().length]).toEqual([
    [['dev all service', 'dev all deployment', 'dev all pod'], ['live'], ['dev', 'dev', 'dev']],
    ['dev all service', 'dev all deployment', 'dev all pod'],
    6,
  ]);
});

it('reads another one when somebody asks, from its own namespace where all of them are refused', async () => {
  isRefused = ({ namespace, rows }) => namespace === null || rows === 'pods';
  await found.search(['live']);

  expect([all(), found.unsearched, found.problem]).toEqual([
    ['live own service', 'live own deployment'],
    ['dev'],
    null,
  ]);
});

it('offers a cluster again that was read long ago and is not connected, and finds what it had meanwhile', async () => {
  await found.search(['live']);
  const before = found.unsearched;
  await found.refresh(Date.now() + 60_000);

  expect([before, found.unsearched, all().length]).toEqual([['dev'], ['live'], 6]);
});

it('says why a cluster that was asked for is not searched, and offers it again', async () => {
  isRefused = () => true;
  const search = found.search(['live']);
  const during = [found.reading, found.unsearched];
  await search;

  expect([during, found.reading, found.unsearched, found.problem?.code]).toEqual([
    [['live'], ['dev']],
    [],
    ['dev', 'live'],
    'forbidden',
  ]);
});
