import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Forward } from '../../../src-main/shared/forward.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import type { TrafficSample } from '../../../src-main/shared/traffic.ts';
import { ForwardBench, listen, portOf, settings } from '../../support/forward-bench.ts';
import { client } from './clients.ts';

let folder: string;
let path: string;
let bench: ForwardBench;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-forwards-'));
  path = join(folder, 'forwards.json');
  bench = await ForwardBench.open({ path });
});
afterEach(async () => {
  await bench[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Ends this run and begins the next on the same file. */
async function restart(): Promise<void> {
  await bench[Symbol.asyncDispose]();
  bench = await ForwardBench.open({ path });
}

function fixed(port: number): Pick<Forward, 'ports'> {
  return { ports: [{ local: { kind: 'fixed', port }, remote: 80 }] };
}

async function freePort(): Promise<number> {
  const server = await listen(createServer());
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

describe('saved forwards', () => {
  it('are there after a restart; those that ran start again on the same port, the others wait', async () => {
    const running = await bench.forwards.add(settings(80, { label: 'running' }), true);
    await bench.forwards.add(settings(80, { label: 'stopped' }), false);
    const port = bench.port(running.id);
    const before = bench.forwards.list();
    await restart();
    await bench.forwards.startWanted();
    expect({
      list: bench.forwards.list(),
      phases: bench.forwards.list().map(({ id }) => bench.forwards.state(id).phase),
      port: bench.port(running.id),
      problems: bench.problems,
    }).toEqual({ list: before, phases: ['waiting', 'stopped'], port, problems: [] });
  });

  it('start elsewhere and say so where the remembered port is taken', async () => {
    const { id } = await bench.forwards.add(settings(80), true);
    const port = bench.port(id);
    await bench.forwards.stop(id);
    const other = await listen(createServer(), port);
    await bench.forwards.start(id);
    const moved = bench.port(id);
    const told = bench.forwards.timeline(id).map(({ kind, words }) => ({ kind, text: say('en', words) }));
    expect([bench.forwards.list()[0]?.ports, told.at(-1)]).toMatchObject([
      [{ local: { kind: 'auto', last: moved } }],
      {
        kind: 'changed',
        text: `Port ${String(port)} is used by another program now, so 127.0.0.1:${String(moved)} was chosen instead.`,
      },
    ]);
    other.close();
  });

  it('begin empty with a notice where the file is damaged, which stays beside it', async () => {
    await bench.forwards.add(settings(80), false);
    await bench[Symbol.asyncDispose]();
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, 100));
    bench = await ForwardBench.open({ path });
    await bench.forwards.add(settings(81, { label: 'new' }), false);
    expect([bench.forwards.list().map(({ label }) => label), bench.problems]).toMatchObject([
      ['new'],
      [{ code: 'fileDamaged' }],
    ]);
  });

  it('cannot have one local port twice', async () => {
    const ports = [80, 81].map((remote) => ({ local: { kind: 'fixed' as const, port: 8080 }, remote }));
    await expect(bench.forwards.add(settings(80, { ports }), false)).rejects.toThrow(
      'Local port 8080 is given twice. Give each port pair a local port of its own.',
    );
    expect(bench.forwards.list()).toEqual([]);
  });

  it('name each other where two of them want one port', async () => {
    const { port } = await bench.start(80, { label: 'orders' });
    const { id } = await bench.forwards.add(settings(80, fixed(port)), false);
    await expect(bench.forwards.start(id)).rejects.toThrow(
      `127.0.0.1:${String(port)} is already used by the forward “orders”. Stop that one, or choose another local port.`,
    );
  });

  it('answer with notFound for an id that is not there', async () => {
    const message = 'This forward is not in the list any more. Add it again.';
    const id = '00000000-0000-4000-8000-000000000000';
    await expect(bench.forwards.start(id)).rejects.toThrow(message);
    await expect(bench.forwards.undoRemoveMany([id])).rejects.toThrow(message);
  });
});

describe('update', () => {
  it('of label and hold time leaves connections alone', async () => {
    const { id, port } = await bench.start(await bench.app((socket) => socket.pipe(socket)));
    bench.pods.offer('web-1');
    const socket = await client(port);
    const remote = bench.forwards.list()[0]?.ports[0]?.remote ?? 0;
    await bench.forwards.update(id, settings(remote, { label: 'shop', holdMs: 5 }));
    socket.write('still here');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect([String(answer), bench.forwards.list()[0]]).toMatchObject([
      'still here',
      { label: 'shop', holdMs: 5, ports: [{ local: { kind: 'auto', last: port } }] },
    ]);
  });

  it('of the target keeps the port', async () => {
    const { id, port } = await bench.start(80);
    const target = { context: 'kind-dev', namespace: 'shop', kind: 'deployment', name: 'api' } as const;
    await bench.forwards.update(id, settings(80, { target }));
    expect([bench.port(id), bench.forwards.list()[0]?.target]).toEqual([port, target]);
  });

  it('to a taken port is refused, and the forward goes on as before', async () => {
    const other = await listen(createServer());
    const { id, port } = await bench.start(80);
    const before = bench.forwards.list();
    await expect(bench.forwards.update(id, settings(80, fixed(portOf(other))))).rejects.toThrow(
      'is used by Portolan itself',
    );
    expect([bench.port(id), bench.forwards.list()]).toEqual([port, before]);
    other.close();
  });

  it('of a forward that failed starts it', async () => {
    const other = await listen(createServer());
    const { id } = await bench.forwards.add(settings(80, fixed(portOf(other))), true);
    const failed = bench.forwards.state(id).phase;
    await bench.forwards.update(id, settings(80, fixed(await freePort())));
    expect([failed, bench.forwards.state(id).phase]).toEqual(['failed', 'waiting']);
    other.close();
  });
});

describe('remove', () => {
  it('stops the forward, and undo brings it back where it stood, running', async () => {
    const { id, port } = await bench.start(80, { label: 'first' });
    await bench.start(80, { label: 'second' });
    await bench.forwards.remove(id);
    const without = bench.forwards.list().map(({ label }) => label);
    const probe = await listen(createServer(), port);
    probe.close();
    await once(probe, 'close');
    await bench.forwards.undoRemoveMany([id]);
    expect([without, bench.forwards.list().map(({ label }) => label), bench.port(id)]).toEqual([
      ['second'],
      ['first', 'second'],
      port,
    ]);
  });
});

describe('several at once', () => {
  const gone = '00000000-0000-4000-8000-000000000000';
  const labels = () => bench.forwards.list().map(({ label }) => label);

  it('are removed and brought back where they stood, running if they ran, by one saved change each', async () => {
    const first = await bench.start(80, { label: 'first' });
    await bench.start(80, { label: 'second' });
    const third = await bench.forwards.add(settings(80, { label: 'third' }), false);
    const heard: number[] = [];
    bench.forwards.onChanged((list) => heard.push(list.length));
    await bench.forwards.removeMany([third.id, first.id]);
    const without = labels();
    await bench.forwards.undoRemoveMany([third.id, first.id]);
    expect([without, labels(), heard.slice(0, 2), bench.port(first.id)]).toEqual([
      ['second'],
      ['first', 'second', 'third'],
      [1, 3],
      first.port,
    ]);
    expect(bench.forwards.state(third.id).phase).toBe('stopped');
  });

  it('change their group by one event, stay where they are and run on', async () => {
    const { id, port } = await bench.start(80, { label: 'first' });
    const { id: other } = await bench.forwards.add(settings(80, { label: 'second', favourite: true }), false);
    let heard = 0;
    bench.forwards.onChanged(() => (heard += 1));
    await bench.forwards.updateMany([id, other], { group: 'shop' });
    await restart();
    expect(bench.forwards.list().map(({ group, favourite }) => [group, favourite])).toEqual([
      ['shop', false],
      ['shop', true],
    ]);
    expect([heard, bench.forwards.list()[0]?.ports[0]?.local]).toEqual([1, { kind: 'auto', last: port }]);
  });

  it('are all left alone where one of them is gone', async () => {
    const { id } = await bench.start(80, { label: 'first' });
    const before = bench.forwards.list();
    const ids = [id, gone];
    await expect(bench.forwards.removeMany(ids)).rejects.toThrow('not in the list any more');
    await expect(bench.forwards.updateMany(ids, { group: 'shop' })).rejects.toThrow(
      'not in the list any more',
    );
    await bench.forwards.removeMany([id]);
    await expect(bench.forwards.undoRemoveMany(ids)).rejects.toThrow('not in the list any more');
    await bench.forwards.undoRemoveMany([id]);
    expect(bench.forwards.list()).toEqual(before);
  });
});

describe('some', () => {
  it('start and stop together, and the others stay as they are', async () => {
    for (let index = 0; index < 4; index++) await bench.forwards.add(settings(80), false);
    const ids = bench.forwards.list().map(({ id }) => id);
    const phases = () => ids.map((id) => bench.forwards.state(id).phase);
    await bench.forwards.startMany(ids.slice(0, 3));
    const started = phases();
    await bench.forwards.stopMany(ids.slice(1, 2));
    expect([started, phases()]).toEqual([
      ['waiting', 'waiting', 'waiting', 'stopped'],
      ['waiting', 'stopped', 'waiting', 'stopped'],
    ]);
  });
});

describe('all', () => {
  it('20 forwards start and stop together, and stopping one disturbs none', async () => {
    for (let index = 0; index < 20; index++) await bench.forwards.add(settings(80), false);
    await bench.forwards.startAll();
    const [first, ...rest] = bench.forwards.list();
    await bench.forwards.stop(first?.id ?? '');
    const phases = bench.forwards.list().map(({ id }) => bench.forwards.state(id).phase);
    await bench.forwards.stopAll();
    expect([phases, bench.forwards.list().some(({ wanted }) => wanted)]).toEqual([
      ['stopped', ...rest.map(() => 'waiting')],
      false,
    ]);
  });
});

describe('those that still wait for their turn to start', () => {
  const phases = (ids: readonly string[]) => ids.map((id) => bench.forwards.state(id).phase);

  it('do not start once all are stopped', async () => {
    for (let index = 0; index < 5; index++) await bench.forwards.add(settings(80), false);
    const ids = bench.forwards.list().map(({ id }) => id);
    const starting = bench.forwards.startMany(ids);
    await bench.forwards.stopAll();
    await starting;
    expect([phases(ids), bench.forwards.list().some(({ wanted }) => wanted)]).toEqual([
      ids.map(() => 'stopped'),
      false,
    ]);
  });

  it('do not start once they are removed', async () => {
    const local = await freePort();
    await bench.forwards.add(settings(80), false);
    const { id } = await bench.forwards.add(settings(80, fixed(local)), false);
    const starting = bench.forwards.startAll();
    await bench.forwards.remove(id);
    await starting;
    await listen(createServer(), local).then((server) => server.close());
  });
});

describe('traffic', () => {
  it('is told each second while something runs, a row for each port pair, and once more at the end', async () => {
    const app = await bench.app((socket) => socket.pipe(socket));
    const ports = [app, 81].map((remote) => ({ local: { kind: 'auto' as const, last: null }, remote }));
    const { id, port } = await bench.start(app, { ports });
    bench.pods.offer('web-1');
    const socket = await client(port);
    const peer = `127.0.0.1:${String(socket.localPort)}`;
    socket.write('12345');
    await once(socket, 'data');
    const next = () =>
      new Promise<TrafficSample[]>((resolve) => {
        const unsubscribe = bench.forwards.onTraffic(({ samples }) => {
          unsubscribe();
          resolve(samples);
        });
      });
    const first = await next();
    const connections = bench.forwards.connections(id);
    await bench.forwards.stop(id);
    const last = await next();
    const nothing = { receivedBytes: 0, sentBytes: 0, open: 0, held: 0, total: 0, failed: 0 };
    expect([first, last, connections, bench.forwards.recentTraffic()]).toMatchObject([
      [{ id, ports: [{ receivedBytes: 5, sentBytes: 5, open: 1, total: 1 }, nothing] }],
      [{ id, ports: [{ receivedBytes: 5, sentBytes: 5, open: 0, receivedRate: 0, sentRate: 0 }, nothing] }],
      [{ id: 1, pair: 0, peer, pod: 'web-1', sentBytes: 5 }],
      [{ id, received: [expect.any(Number), 0], sent: [expect.any(Number), 0] }],
    ]);
    expect(first[0]?.ports[0]?.receivedRate).toBeGreaterThan(0);
    socket.destroy();
  });
});
