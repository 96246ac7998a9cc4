import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Listener } from '../../../src-main/engine/forwards/listener.ts';
import { PortClaims } from '../../../src-main/engine/forwards/port-claims.ts';
import type { LocalPort } from '../../../src-main/shared/port-pair.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';
import { listen, portOf } from '../../support/forward-bench.ts';

const auto: LocalPort = { kind: 'auto', last: null };
const loopback = ['127.0.0.1', '::1'];

let stack: AsyncDisposableStack;
let claims: PortClaims;

beforeEach(() => {
  stack = new AsyncDisposableStack();
  claims = new PortClaims();
});
afterEach(() => stack.disposeAsync());

async function bind(addresses: readonly string[], local: LocalPort, owner = 'web'): Promise<Listener> {
  const listener = await Listener.bind({
    addresses,
    local,
    claim: (endpoint) => claims.claim(endpoint, owner),
    admits: () => true,
    onAcceptError: (error) => {
      throw error;
    },
  });
  return stack.use(listener);
}

/** Another program's listening port. */
async function otherProgram(host: string, port = 0): Promise<number> {
  const server = await listen(createServer(), port, host);
  stack.defer(() => void server.close());
  return portOf(server);
}

async function refusal(bound: Promise<Listener>): Promise<{ code: string; message: string }> {
  try {
    await bound;
  } catch (error) {
    const { code, message } = problemOf(error);
    return { code, message };
  }
  throw new Error('it was bound');
}

async function isFree(host: string, port: number): Promise<boolean> {
  const probe = createServer();
  try {
    await listen(probe, port, host);
  } catch {
    return false;
  }
  probe.close();
  return true;
}

describe('Listener', () => {
  it('takes one port on all its addresses', async () => {
    const { endpoints, movedFrom } = await bind(loopback, auto);
    const port = endpoints[0]?.port ?? 0;
    expect({ endpoints, movedFrom, chosen: port > 0 }).toEqual({
      endpoints: loopback.map((address) => ({ address, port })),
      movedFrom: null,
      chosen: true,
    });
  });

  it('takes the remembered port again, and another one where that is taken', async () => {
    const first = await bind(loopback, auto);
    const last = first.endpoints[0]?.port ?? 0;
    await first[Symbol.asyncDispose]();
    const again = await bind(loopback, { kind: 'auto', last });
    await again[Symbol.asyncDispose]();
    await otherProgram('::1', last);
    const moved = await bind(loopback, { kind: 'auto', last });
    expect([again.endpoints[0]?.port, again.movedFrom, moved.movedFrom]).toEqual([last, null, last]);
    expect(new Set(moved.endpoints.map(({ port }) => port)).size).toBe(1);
    expect(moved.endpoints[0]?.port).not.toBe(last);
  });

  it.each([
    ['127.0.0.1', '127.0.0.1', '::1'],
    ['::1', '[::1]', '127.0.0.1'],
  ])('says that %s is taken, and leaves nothing bound beside it', async (taken, text, other) => {
    const port = await otherProgram(taken);
    expect(await refusal(bind(loopback, { kind: 'fixed', port }))).toEqual({
      code: 'portInUse',
      message: `${text}:${String(port)} is used by Portolan itself. Choose another local port, or let one be chosen.`,
    });
    expect(await isFree(other, port)).toBe(true);
  });

  it('does not report a wildcard whose local connections another program gets', async () => {
    const port = await otherProgram('127.0.0.1');
    const { message } = await refusal(bind(['0.0.0.0'], { kind: 'fixed', port }));
    expect(message).toContain(`127.0.0.1:${String(port)} is used by Portolan itself`);
  });

  it('names the program that has the port, and its process', async () => {
    const program = `require('net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port) })`;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { message } = await refusal(bind(['127.0.0.1'], { kind: 'fixed', port: Number(line) }));
    child.kill();
    expect(message).toMatch(new RegExp(` is used by node \\(pid ${String(child.pid)}\\)\\. Choose`));
  });

  it('binds a wildcard once where its own addresses stand beside it, and IPv6 apart from IPv4', async () => {
    const { endpoints } = await bind(['127.0.0.1', '0.0.0.0', '::'], auto);
    const port = endpoints[0]?.port ?? 0;
    expect(endpoints).toEqual([
      { address: '0.0.0.0', port },
      { address: '::', port },
    ]);
  });

  it('names the forward of ours that has the port', async () => {
    const first = await bind(['0.0.0.0'], auto, 'orders');
    const port = first.endpoints[0]?.port ?? 0;
    const taken = await refusal(bind(['127.0.0.1'], { kind: 'fixed', port }));
    await first[Symbol.asyncDispose]();
    const second = await bind(['127.0.0.1'], { kind: 'fixed', port });
    expect([taken, second.endpoints]).toEqual([
      {
        code: 'portInUse',
        message: `127.0.0.1:${String(port)} is already used by the forward “orders”. Stop that one, or choose another local port.`,
      },
      [{ address: '127.0.0.1', port }],
    ]);
  });

  it('says which address this computer does not have', async () => {
    expect(await refusal(bind(['192.0.2.1'], auto))).toEqual({
      code: 'addressUnavailable',
      message: '192.0.2.1 is not an address of this computer now. Choose one that it has, such as 127.0.0.1.',
    });
  });

  it('keeps clients that come before it is served, and serves them in order', async () => {
    const listener = await bind(['127.0.0.1'], auto);
    const port = listener.endpoints[0]?.port ?? 0;
    const sockets = [connect({ port, host: '127.0.0.1' }), connect({ port, host: '127.0.0.1' })];
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    let count = 0;
    listener.serve((socket) => socket.end(String((count += 1))));
    expect(await Promise.all(sockets.map((socket) => text(socket)))).toEqual(['1', '2']);
  });

  it('resets open clients when it is disposed, and its port is free then', async () => {
    const listener = await bind(loopback, auto);
    const port = listener.endpoints[0]?.port ?? 0;
    listener.serve((socket) => socket.write('hello'));
    const client = connect({ port, host: '127.0.0.1' });
    const ended = new Promise((resolve) =>
      client.on('error', (error: NodeJS.ErrnoException) => resolve(error.code)),
    );
    await once(client, 'data');
    await listener[Symbol.asyncDispose]();
    expect([await ended, await isFree('127.0.0.1', port), await isFree('::1', port)]).toEqual([
      'ECONNRESET',
      true,
      true,
    ]);
  });
});
