import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { say } from '../../../src-main/shared/language/message.ts';
import { ForwardBench } from '../../support/forward-bench.ts';
import { client, ending, traffic, until } from './clients.ts';

let bench: ForwardBench;

beforeEach(async () => {
  bench = await ForwardBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** A program of its own that connects and stays connected. */
async function program(host: string, port: number): Promise<ChildProcess> {
  const code = `require('node:net').connect(${String(port)}, '${host}', () => console.log('connected'))`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

function told(id: string): string[] {
  return bench.forwards.timeline(id).map(({ words }) => say('en', words));
}

describe('open connections', () => {
  it.each(['127.0.0.1', '::ffff:127.0.0.1'])('tell which program is the client at %s', async (host) => {
    const { id, port } = await bench.start(await bench.app((socket) => socket.pipe(socket)));
    bench.pods.offer('web-1');
    const child = await program(host, port);
    const before = bench.forwards.connections(id).map((connection) => connection.program);
    await bench.forwards.nameClients(id);
    const after = bench.forwards.connections(id).map((connection) => connection.program);
    await ended(child);
    expect([before, after]).toEqual([[null], [{ pid: child.pid, name: 'node' }]]);
  });

  it('close one at a word: both sides are reset, it counts as closed by the person, and nothing failed', async () => {
    const atPod: Promise<string>[] = [];
    const app = await bench.app((socket) => {
      atPod.push(ending(socket));
      socket.write('hello');
    });
    const { id, port } = await bench.start(app);
    bench.pods.offer('web-1');
    const [first, second] = [await client(port), await client(port)];
    await Promise.all([once(first, 'data'), once(second, 'data')]);
    const over = ending(first);
    const peer = `127.0.0.1:${String(first.localPort)}`;
    const chosen = bench.forwards.connections(id).find((connection) => connection.peer === peer);
    bench.forwards.closeConnection(id, chosen?.id ?? 0);
    bench.forwards.closeConnection(id, chosen?.id ?? 0);
    expect(await over).toBe('ECONNRESET');
    await until(() => traffic(bench)?.open === 1);
    expect([await Promise.race(atPod), traffic(bench), told(id).at(-1)]).toMatchObject([
      'ECONNRESET',
      { open: 1, closed: 1, failed: 0, lastProblem: null },
      `You closed the connection of ${peer} to web-1.`,
    ]);
    expect(bench.forwards.connections(id).map((connection) => connection.id)).not.toContain(chosen?.id);
    second.destroy();
  });

  it('that a client resets are told once while nothing else happens, and are no failure', async () => {
    const { id, port } = await bench.start(await bench.app((socket) => socket.write('hello')));
    bench.pods.offer('web-1');
    for (let left = 2; left > 0; left--) {
      const socket = await client(port);
      await once(socket, 'data');
      socket.resetAndDestroy();
      await until(() => traffic(bench)?.open === 0);
    }
    expect([told(id).filter((line) => /client/.test(line)), traffic(bench)?.failed]).toEqual([
      ['A client reset its connection to web-1.'],
      0,
    ]);
  });

  it('that ended by themselves are closed without a word', async () => {
    const { id } = await bench.start(await bench.app((socket) => socket.end()));
    const before = told(id);
    bench.forwards.closeConnection(id, 7);
    expect(told(id)).toEqual(before);
  });
});
