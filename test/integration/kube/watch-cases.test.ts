import { createServer, type ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PodObject } from '../../../src-main/engine/kube/kube-objects.ts';
import { listen, portOf } from '../../support/forward-bench.ts';
import { type KubeBench, openBench, until } from './kube-bench.ts';

const path = '/api/v1/namespaces/shop/pods';

let stack: AsyncDisposableStack;
let bench: KubeBench;
/** What a list answers, page by page. */
let pages: object[];
/** The watches so far, and what each was asked with. */
let watches: { readonly query: URLSearchParams; readonly answer: ServerResponse }[];

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  pages = [];
  watches = [];
  const server = createServer((request, answer) => {
    const url = new URL(request.url ?? '/', 'http://server');
    answer.setHeader('content-type', 'application/json');
    if (url.pathname !== path) answer.end('{}');
    else if (url.searchParams.get('watch') === null) answer.end(JSON.stringify(pages.shift()));
    else {
      watches.push({ query: url.searchParams, answer });
      answer.flushHeaders();
    }
  });
  await listen(server);
  stack.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  bench = stack.use(await openBench({ env: { HOME: '/nowhere' } }));
  bench.contexts.provide('demo', kubeconfig(portOf(server)));
});
afterEach(() => stack[Symbol.asyncDispose]());

function open() {
  const { watches: shared } = stack.use(bench.clusters.acquire('demo'));
  return stack.use(shared.open<PodObject>({ path })).list;
}

/** The n-th watch, once it has come. */
async function watch(index: number): Promise<{ query: URLSearchParams; answer: ServerResponse }> {
  for (;;) {
    const found = watches[index];
    if (found !== undefined) return found;
    await turn();
  }
}

test('case 67: bookmarks, half lines, events twice and events out of order lead to what the server has', async () => {
  pages.push({ metadata: { resourceVersion: '10' }, items: [pod('a', '10')] });
  const list = open();
  const { answer } = await watch(0);
  const events = [
    { type: 'ADDED', object: pod('b', '11') },
    { type: 'ADDED', object: pod('b', '11') },
    { type: 'DELETED', object: pod('a', '12') },
    { type: 'DELETED', object: pod('a', '12') },
    { type: 'MODIFIED', object: pod('c', '13') },
    { type: 'BOOKMARK', object: { kind: 'Pod', metadata: { resourceVersion: '99' } } },
  ];
  // A character of two bytes too is cut in the middle.
  const bytes = Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  for (let at = 0; at < bytes.length; at += 7) {
    answer.write(bytes.subarray(at, at + 7));
    await turn();
  }
  await until(
    () => [...list.items.keys()].sort().join(),
    list.onChanged,
    (names) => names === 'shop/b,shop/c',
  );
  answer.end();
  expect((await watch(1)).query.get('resourceVersion')).toBe('99');
});

test('case 67: every watch asks for bookmarks and for its own end, so that none is silent for half an hour', async () => {
  pages.push({ metadata: { resourceVersion: '10' }, items: [] });
  open();
  const { query } = await watch(0);
  const seconds = Number(query.get('timeoutSeconds'));
  expect([query.get('allowWatchBookmarks'), seconds >= 280 && seconds <= 320]).toEqual(['true', true]);
});

test('case 67: 410 in the middle of a watch reads the list again, and nothing that changed is missed', async () => {
  pages.push({ metadata: { resourceVersion: '10' }, items: [pod('a', '10')] });
  pages.push({ metadata: { resourceVersion: '50' }, items: [pod('z', '40')] });
  const list = open();
  const { answer } = await watch(0);
  answer.write(
    `${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } })}\n`,
  );
  expect((await watch(1)).query.get('resourceVersion')).toBe('50');
  expect([...list.items.keys()]).toEqual(['shop/z']);
});

test('case 67: 5,000 pods in pages, and a change to one of them', async () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `pod-${index}`);
  for (let at = 0; at < names.length; at += 500) {
    const more = at + 500 < names.length ? { continue: String(at + 500) } : {};
    const items = names.slice(at, at + 500).map((name) => pod(name, '10'));
    pages.push({ metadata: { resourceVersion: '10', ...more }, items });
  }
  const list = open();
  const { answer } = await watch(0);
  const before = list.items.size;
  answer.write(`${JSON.stringify({ type: 'DELETED', object: pod('pod-4321', '11') })}\n`);
  await until(
    () => list.items.size,
    list.onChanged,
    (size) => size === 4_999,
  );
  expect([before, list.items.has('shop/pod-4321')]).toEqual([5_000, false]);
});

function pod(name: string, resourceVersion: string): object {
  return {
    kind: 'Pod',
    metadata: { namespace: 'shop', name, uid: `uid-${name}`, resourceVersion, labels: { city: 'Zürich' } },
    spec: { containers: [] },
    status: { phase: 'Running' },
  };
}

function kubeconfig(port: number): string {
  return `apiVersion: v1
kind: Config
current-context: demo
clusters:
- {name: demo, cluster: {server: "http://127.0.0.1:${port}"}}
contexts:
- {name: demo, context: {cluster: demo, user: demo}}
users:
- {name: demo, user: {token: t}}
`;
}
