import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { say } from '../../../src-main/shared/language/message.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';
import type { SessionState } from '../../../src-main/shared/session.ts';
import { ForwardBench, listen, portOf, settings } from '../../support/forward-bench.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { gone, podRef } from '../../support/steered-pods.ts';
import { client, traffic, until } from './clients.ts';

let bench: ForwardBench;

beforeEach(async () => {
  bench = await ForwardBench.open({ names: { http: 1 } });
});
afterEach(() => bench[Symbol.asyncDispose]());

function texts(id: string): string[] {
  return bench.forwards.timeline(id).map(({ words }) => say('en', words));
}

/** What the process still holds open for the network. */
function handles(): string[] {
  return process.getActiveResourcesInfo().filter((kind) => /^TCP/.test(kind));
}

describe('a session', () => {
  it('binds, waits, is active, loses its pod, and is back on the same port, each told once', async () => {
    const states: SessionState[] = [];
    bench.forwards.onSessionChanged(({ state }) => states.push(state));
    const { id, port } = await bench.start(80);
    bench.pods.offer('web-1');
    bench.pods.offer('web-1');
    bench.pods.lose(gone, 42);
    bench.pods.lose(gone, 43);
    bench.pods.offer('web-2');
    const bound = [{ remote: 80, endpoints: [{ address: '127.0.0.1', port }] }];
    const since = expect.any(Number) as number;
    expect(states).toEqual([
      { phase: 'starting' },
      { phase: 'waiting', bound, attempt: 0, problem: null, retryAt: null },
      { phase: 'active', bound, pod: podRef('web-1'), since },
      { phase: 'waiting', bound, attempt: 1, problem: gone, retryAt: 42 },
      { phase: 'waiting', bound, attempt: 2, problem: gone, retryAt: 43 },
      { phase: 'active', bound, pod: podRef('web-2'), since },
    ]);
    expect(texts(id)).toEqual([
      'Started by you.',
      `Listening on 127.0.0.1, port ${String(port)}.`,
      'Connected to web-1.',
      'Pod web-1 was deleted. Waiting for a new one.',
      expect.stringMatching(/^Back on web-2 after \d+\.\d seconds\.$/),
    ]);
    expect(bench.dialer.warmed).toEqual(['web-1', 'web-2']);
  });

  it('tells a gap in one line, and what keeps it open once it lasts', async () => {
    const clock = new ManualClock();
    await using bench = await ForwardBench.open({ clock });
    const { id } = await bench.start(80);
    const texts = () => bench.forwards.timeline(id).map(({ words }) => say('en', words));
    const starting = newProblem(gone.code, 'Pod web-2 is starting. Waiting for it.');
    const failing = newProblem(gone.code, 'Pod web-2 cannot pull its image. Correct its name.');
    bench.pods.offer('web-1');
    bench.pods.lose(gone);
    bench.pods.lose(starting);
    clock.pass(3_000);
    bench.pods.lose(failing);
    expect(texts().slice(-2)).toEqual([gone.message, failing.message]);
  });

  it('moves from one ready pod to the next without a gap', async () => {
    const { id } = await bench.start(80);
    bench.pods.offer('web-1');
    bench.pods.offer('web-2');
    expect([bench.forwards.state(id), texts(id).at(-1)]).toMatchObject([
      { phase: 'active', pod: { name: 'web-2' } },
      'Moved from web-1 to web-2.',
    ]);
  });

  it('tells how many connections it held while there was no pod', async () => {
    const app = await bench.app((socket) => socket.end('hello'));
    const { id, port } = await bench.start(app);
    bench.pods.offer('web-1');
    bench.pods.lose();
    const clients = await Promise.all([client(port), client(port), client(port)]);
    await until(() => traffic(bench)?.held === 3);
    const answers = Promise.all(clients.map((socket) => once(socket, 'data')));
    bench.pods.offer('web-2');
    expect(String(await answers)).toBe('hello,hello,hello');
    expect(texts(id).at(-1)).toMatch(
      /^Back on web-2 after \d+\.\d seconds; 3 connections were held, none lost\.$/,
    );
    for (const socket of clients) socket.destroy();
  });

  it('fails where the port is taken, and starts when it is free again', async () => {
    const other = await listen(createServer());
    const port = portOf(other);
    const change = { ports: [{ local: { kind: 'fixed' as const, port }, remote: 80 }] };
    const { id } = await bench.forwards.add(settings(80, change), false);
    await expect(bench.forwards.start(id)).rejects.toThrow(
      `127.0.0.1:${String(port)} is used by Portolan itself.`,
    );
    const failed = bench.forwards.state(id);
    other.close();
    await once(other, 'close');
    await bench.forwards.start(id);
    expect([failed, bench.forwards.state(id)]).toMatchObject([
      { phase: 'failed', problem: { code: 'portInUse' } },
      { phase: 'waiting' },
    ]);
  });

  it('gives up and frees its port where retrying cannot help', async () => {
    const { id, port } = await bench.start(80);
    const missing = newProblem('unsupportedTarget', 'The service leads to no pods.');
    const held = await client(port);
    const closed = new Promise((resolve) => held.once('close', resolve));
    bench.pods.lose(missing);
    await closed;
    await listen(createServer(), port).then((server) => server.close());
    expect([bench.forwards.state(id), bench.pods.disposed, bench.dialer.disposed]).toEqual([
      { phase: 'failed', problem: missing },
      1,
      1,
    ]);
  });

  it('gives up where the ready pod has no port of that name', async () => {
    const { id } = await bench.start('metrics');
    bench.pods.offer('web-1');
    expect(bench.forwards.state(id)).toMatchObject({ phase: 'failed', problem: { code: 'portNotFound' } });
  });

  it('names the ports in the pod', async () => {
    const { id } = await bench.start('http');
    const before = bench.forwards.podPorts(id);
    bench.pods.offer('web-1');
    expect([before, bench.forwards.podPorts(id)]).toEqual([null, [1]]);
  });

  it('frees the first port where the second cannot be bound', async () => {
    const other = await listen(createServer());
    const free = await listen(createServer());
    const port = portOf(free);
    free.close();
    const ports = [port, portOf(other)].map((local) => ({
      local: { kind: 'fixed' as const, port: local },
      remote: 80,
    }));
    const { id } = await bench.forwards.add(settings(80, { ports }), false);
    await expect(bench.forwards.start(id)).rejects.toThrow('is used by Portolan itself');
    const again = await listen(createServer(), port);
    expect(portOf(again)).toBe(port);
    again.close();
    other.close();
  });
});

describe('stop', () => {
  const reach: Record<string, (id: string, port: number) => unknown> = {
    'while it waits': () => undefined,
    'while it waits, with a held client': (_, port) => client(port),
    'while it is active': () => bench.pods.offer('web-1'),
    'while bytes flow': async (_, port) => {
      bench.pods.offer('web-1');
      await once(await client(port), 'data');
    },
    'after the pod was lost': () => {
      bench.pods.offer('web-1');
      bench.pods.lose();
    },
    'after it failed': () => bench.pods.lose(newProblem('forbidden', 'No.')),
  };

  it.each(Object.entries(reach))('%s leaves nothing open, and late news change nothing', async (_, go) => {
    const app = await bench.app((socket) => {
      const write = () => socket.write(Buffer.alloc(65536), (error) => error ?? write());
      write();
    });
    const before = handles();
    const { id, port } = await bench.start(app);
    await go(id, port);
    await bench.forwards.stop(id);
    const seen: SessionState[] = [];
    bench.forwards.onSessionChanged(({ state }) => seen.push(state));
    bench.pods.offer('web-9');
    bench.pods.lose();
    await bench.forwards.stop(id);
    // The other ends of the connections hear of it in a turn of their own.
    await until(() => handles().length <= before.length && bench.dialer.openStreams === 0);
    expect({
      state: bench.forwards.state(id),
      seen,
      listeners: bench.pods.hasListeners,
      disposed: [bench.pods.disposed, bench.dialer.disposed],
    }).toEqual({ state: { phase: 'stopped' }, seen: [], listeners: false, disposed: [1, 1] });
    await bench.forwards.start(id);
    expect(bench.port(id)).toBe(port);
  });

  it('right behind start, and start right behind stop, end as asked last', async () => {
    const { id } = await bench.forwards.add(settings(80), false);
    await Promise.all([bench.forwards.start(id), bench.forwards.stop(id)]);
    const first = bench.forwards.state(id).phase;
    await Promise.all([bench.forwards.start(id), bench.forwards.stop(id), bench.forwards.start(id)]);
    expect([first, bench.forwards.state(id).phase]).toEqual(['stopped', 'waiting']);
  });
});
