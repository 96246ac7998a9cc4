import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ForwardSettings } from '../../../src-main/shared/forward.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import { ForwardBench, settings } from '../../support/forward-bench.ts';
import { lanAddress } from '../../support/lan-address.ts';
import { ending, until } from './clients.ts';

const lan = lanAddress();
const elsewhere = '203.0.113.0/24';
const exposed = { addresses: ['0.0.0.0'], allowExposure: true };

let bench: ForwardBench;

beforeEach(async () => {
  bench = await ForwardBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** A forward that echoes, reachable from other machines. */
async function echo(change: Partial<ForwardSettings> = {}): Promise<{ id: string; port: number }> {
  const remote = await bench.app((socket) => socket.pipe(socket));
  bench.pods.offer('web-1');
  return bench.start(remote, { ...exposed, ...change });
}

function dial(port: number, host: string): Socket {
  return connect({ port, host });
}

/** Sends five bytes there and back. */
async function greet(socket: Socket): Promise<string> {
  socket.write('hello');
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return chunk.toString();
}

function refusals(id: string): string[] {
  return bench.forwards
    .timeline(id)
    .map(({ words }) => say('en', words))
    .filter((text) => text.includes('refused'));
}

describe('a forward with an allow-list', () => {
  it('resets a peer that is not in it, counts it, and tells of its address once', async () => {
    const { id, port } = await echo({ allowFrom: [elsewhere] });
    const endings = [await ending(dial(port, lan)), await ending(dial(port, lan))];
    expect([
      endings,
      bench.forwards.peers(id),
      refusals(id),
      bench.forwards.traffic()[0]?.ports,
    ]).toMatchObject([
      ['ECONNRESET', 'ECONNRESET'],
      [{ address: lan, allowed: false, served: 0, refused: 2, open: 0 }],
      [`${lan} was refused: it is not among those who may connect.`],
      [{ total: 0, failed: 0 }],
    ]);
  });

  it.each([[[lan]], [[elsewhere, `${lan}/31`]], [[`::ffff:${lan}`]], [['0.0.0.0/0']]])(
    'serves a peer in %j',
    async (allowFrom) => {
      const { port } = await echo({ allowFrom });
      const socket = dial(port, lan);
      expect(await greet(socket)).toBe('hello');
      socket.destroy();
    },
  );

  it('always serves this computer itself', async () => {
    const { id, port } = await echo({ allowFrom: [elsewhere] });
    const socket = dial(port, '127.0.0.1');
    expect([await greet(socket), bench.forwards.peers(id)]).toEqual(['hello', []]);
    socket.destroy();
  });

  it('resets open connections that a change of it refuses, and leaves the others', async () => {
    const { id, port } = await echo();
    const [remote, local] = [dial(port, lan), dial(port, '127.0.0.1')];
    await Promise.all([greet(remote), greet(local)]);
    const end = ending(remote);
    await bench.forwards.update(
      id,
      settings(bench.forwards.list()[0]?.ports[0]?.remote ?? 0, { ...exposed, allowFrom: [elsewhere] }),
    );
    expect([await end, await greet(local), bench.port(id)]).toEqual(['ECONNRESET', 'hello', port]);
    local.destroy();
  });
});

describe('the remote peers of a forward', () => {
  it('are those that have connected, with what they carried, open and over', async () => {
    const { id, port } = await echo();
    const [first, second] = [dial(port, lan), dial(port, lan)];
    await Promise.all([greet(first), greet(second)]);
    const whileOpen = bench.forwards.peers(id);
    first.destroy();
    await until(() => bench.forwards.peers(id)[0]?.open === 1);
    const peer = { address: lan, allowed: true, served: 2, refused: 0, receivedBytes: 10, sentBytes: 10 };
    expect([whileOpen, bench.forwards.peers(id)]).toMatchObject([
      [{ ...peer, open: 2 }],
      [{ ...peer, open: 1 }],
    ]);
    second.destroy();
  });
});
