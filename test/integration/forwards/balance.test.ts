import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { say } from '../../../src-main/shared/language/message.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';
import type { PodTraffic } from '../../../src-main/shared/traffic.ts';
import { ForwardBench, settings } from '../../support/forward-bench.ts';
import { client, traffic, until } from './clients.ts';

let bench: ForwardBench;
let clients: Socket[];

beforeEach(async () => {
  bench = await ForwardBench.open();
  clients = [];
});
afterEach(async () => {
  for (const socket of clients) socket.destroy();
  await bench[Symbol.asyncDispose]();
});

const echo = () => bench.app((socket) => socket.pipe(socket));

/** A client that goes with the test. */
async function opened(port: number): Promise<Socket> {
  const socket = await client(port);
  clients.push(socket);
  return socket;
}

/** A client that has been answered, so that its pod is certain. */
async function served(port: number): Promise<Socket> {
  const socket = await opened(port);
  socket.write('ping');
  await once(socket, 'data');
  return socket;
}

function pods(): readonly PodTraffic[] {
  return bench.forwards.traffic()[0]?.pods ?? [];
}

function counts(): Record<string, string> {
  return Object.fromEntries(
    pods().map(({ name, state, open, total }) => [name, `${state} ${open}/${total}`]),
  );
}

function texts(id: string): string[] {
  return bench.forwards.timeline(id).map(({ words }) => say('en', words));
}

function tally(names: readonly string[]): Record<string, number> {
  const grouped = Map.groupBy(names, (name) => name);
  return Object.fromEntries([...grouped].map(([name, all]) => [name, all.length]));
}

describe('a balanced forward', () => {
  it('spreads thirty connections over three pods in turn, and has a tunnel ready to each', async () => {
    const { id, port } = await bench.start(await echo(), { balance: { mode: 'roundRobin' } });
    bench.pods.offer('web-2', 'web-1', 'web-3');
    await Promise.all(Array.from({ length: 30 }, () => served(port)));
    expect([tally(bench.dialer.dialled), bench.dialer.warmed, texts(id).at(-1)]).toEqual([
      { 'web-1': 10, 'web-2': 10, 'web-3': 10 },
      ['web-1', 'web-2', 'web-3'],
      'Connected to web-1, web-2, and web-3.',
    ]);
  });

  it('sends a connection to the pod with the fewest open ones', async () => {
    const { port } = await bench.start(await echo(), { balance: { mode: 'leastConnections' } });
    bench.pods.offer('web-1', 'web-2');
    const [first] = [await served(port), await served(port), await served(port)];
    first.destroy();
    // web-1 had two of the three and keeps one; web-2 has one, too.
    await until(() => pods().every(({ open }) => open === 1));
    await Promise.all([served(port), served(port), served(port), served(port)]);
    expect(counts()).toEqual({ 'web-1': 'current 3/4', 'web-2': 'current 3/3' });
  });

  it('keeps spares to eight pods of hundreds at most', async () => {
    await bench.start(80, { balance: { mode: 'roundRobin' } });
    const names = Array.from({ length: 200 }, (_, index) => `web-${index}`);
    bench.pods.offer('web-0', ...names.slice(1));
    expect(bench.dialer.warmed.length).toBe(8);
  });

  it('leaves connections where they are when pods come and go, and says where new ones go', async () => {
    const { id, port } = await bench.start(await echo(), { balance: { mode: 'roundRobin' } });
    bench.pods.offer('web-1', 'web-2');
    const open = [await served(port), await served(port)];
    bench.pods.offer('web-2', 'web-3');
    await served(port);
    const answers = open.map((socket) => once(socket, 'data'));
    for (const socket of open) socket.write('still here');
    expect([String(await Promise.all(answers)), counts(), texts(id).at(-1)]).toEqual([
      'still here,still here',
      { 'web-1': 'former 1/1', 'web-2': 'current 1/1', 'web-3': 'current 1/1' },
      'New connections go to web-2 and web-3 now.',
    ]);
  });

  it('follows another balance at once, without cutting a connection', async () => {
    const remote = await echo();
    const { id, port } = await bench.start(remote);
    bench.pods.offer('web-1', 'web-2');
    const sticky = [await served(port), await served(port)];
    await bench.forwards.update(id, settings(remote, { balance: { mode: 'leastConnections' } }));
    await Promise.all([served(port), served(port)]);
    expect([tally(bench.dialer.dialled), sticky.map((socket) => socket.closed), texts(id).at(-1)]).toEqual([
      { 'web-1': 2, 'web-2': 2 },
      [false, false],
      'New connections go to web-1 and web-2 now.',
    ]);
  });

  it('tries the next pod where one turns out to be gone, and counts that on the one', async () => {
    const { port } = await bench.start(await echo(), { balance: { mode: 'roundRobin' } });
    bench.pods.offer('web-1', 'web-2');
    const problem = newProblem('podGone', 'Pod web-1 no longer runs.');
    bench.dialer.failures.push({ problem, undelivered: true, podGone: true });
    const socket = connect({ port, host: '127.0.0.1' });
    clients.push(socket);
    socket.write('hello');
    await once(socket, 'data');
    expect([bench.pods.suspected, pods()]).toEqual([
      ['web-1'],
      [
        { name: 'web-2', state: 'current', open: 1, total: 1, failed: 0, receivedBytes: 5, sentBytes: 5 },
        { name: 'web-1', state: 'former', open: 0, total: 1, failed: 1, receivedBytes: 0, sentBytes: 0 },
      ],
    ]);
  });
});

describe('a forward to one chosen pod', () => {
  const balance = { mode: 'pod', name: 'web-2' } as const;

  it('uses that pod alone, and follows it through its absence with the connections that came', async () => {
    const { id, port } = await bench.start(await echo(), { balance });
    bench.pods.offer('web-1', 'web-2', 'web-3');
    await served(port);
    bench.pods.offer('web-1', 'web-3');
    const held = served(port);
    await until(() => traffic(bench)?.held === 1);
    const waiting = bench.forwards.state(id);
    bench.pods.offer('web-1', 'web-2', 'web-3');
    await held;
    expect([waiting, bench.dialer.dialled]).toMatchObject([
      {
        phase: 'waiting',
        problem: {
          code: 'noReadyPod',
          message:
            'Pod web-2, the only one that this forward uses, is not ready. Waiting for it; choose another pod or another balance to go on without it.',
        },
      },
      ['web-2', 'web-2'],
    ]);
  });

  it('says once that its pod is away, however often the others change', async () => {
    const { id } = await bench.start(80, { balance });
    const phases: string[] = [];
    bench.forwards.onSessionChanged(({ state }) => phases.push(state.phase));
    for (const other of ['web-1', 'web-3', 'web-4']) bench.pods.offer(other);
    bench.pods.offer('web-4', 'web-2');
    expect([phases, texts(id).slice(-2)]).toEqual([
      ['waiting', 'active'],
      [expect.stringContaining('Pod web-2, the only one'), 'Connected to web-2.'],
    ]);
  });

  it('serves what it holds once another pod is chosen', async () => {
    const remote = await echo();
    const { id, port } = await bench.start(remote, { balance });
    bench.pods.offer('web-1');
    const held = served(port);
    await until(() => traffic(bench)?.held === 1);
    await bench.forwards.update(id, settings(remote, { balance: { mode: 'pod', name: 'web-1' } }));
    await held;
    expect([bench.forwards.state(id).phase, bench.dialer.dialled]).toEqual(['active', ['web-1']]);
  });

  it('names the pod to a connection that waited in vain, and says when the pod is terminating', async () => {
    const { id, port } = await bench.start(await echo(), { balance, holdMs: 30 });
    bench.pods.leave('web-2');
    bench.pods.offer('web-1');
    const socket = await opened(port);
    await new Promise((resolve) => socket.once('close', resolve));
    expect(bench.forwards.timeline(id).at(-1)?.problem).toMatchObject({
      code: 'holdExpired',
      message: expect.stringContaining(
        'Pod web-2, the only one that this forward uses, is terminating.',
      ) as string,
    });
  });
});

it('a terminating pod keeps its connections to their end, takes no new ones, and the timeline says so', async () => {
  const { id, port } = await bench.start(await echo());
  bench.pods.offer('web-1');
  const old = [await served(port), await served(port)];
  bench.pods.leave('web-1');
  bench.pods.offer('web-2');
  await served(port);
  const answers = old.map((socket) => once(socket, 'data'));
  for (const socket of old) socket.write('to the end');
  expect([String(await Promise.all(answers)), counts(), texts(id).slice(-2), bench.dialer.retired]).toEqual([
    'to the end,to the end',
    { 'web-1': 'terminating 2/2', 'web-2': 'current 1/1' },
    ['web-1 is terminating; 2 connections finish on it.', 'Moved from web-1 to web-2.'],
    ['web-1'],
  ]);
});

it('connections that are still open when a terminating pod has ended are watched for silence', async () => {
  const { port } = await bench.start(await echo());
  bench.pods.offer('web-1');
  await served(port);
  bench.pods.leave('web-1');
  const before = [...bench.dialer.abandoned];
  bench.pods.finish('web-1');
  expect([before, bench.dialer.abandoned]).toEqual([[], ['web-1']]);
});

it("the end of a client's side is passed on as the forward says at that moment", async () => {
  const remote = await bench.app((socket) => void text(socket).then(() => socket.end()));
  const { id, port } = await bench.start(remote);
  bench.pods.offer('web-1');
  const early = await opened(port);
  early.end('deferred');
  await text(early);
  const late = await opened(port);
  await bench.forwards.update(id, settings(remote, { eof: 'immediate' }));
  late.end('at once');
  await text(late);
  expect(bench.dialer.ends).toEqual(['defer', 'immediate']);
});
