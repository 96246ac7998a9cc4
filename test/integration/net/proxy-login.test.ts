import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../../src-main/engine/log.ts';
import { parseProxy } from '../../../src-main/engine/net/proxy.ts';
import { TunnelPool } from '../../../src-main/engine/tunnel/tunnel-pool.ts';
import { type Problem, problemOf } from '../../../src-main/shared/problem.ts';
import { ConnectProxy } from '../../support/connect-proxy.ts';
import { EngineHost } from '../../support/engine-host.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { NetworkPath } from '../../support/network-path.ts';
import { httpGet } from '../../support/tcp-client.ts';
import { RecordedStream } from '../tunnel/recorded-stream.ts';
import { failureOf, ProxyBench } from './proxy-bench.ts';

const login = { username: 'ann', password: 's3cret:%' };
const encoded = `${login.username}:${encodeURIComponent(login.password)}`;

let bench: ProxyBench;
let stack: AsyncDisposableStack;

beforeAll(async () => {
  bench = await ProxyBench.start();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(async () => {
  await stack[Symbol.asyncDispose]();
});

/** Something that was started now would have reached the proxy by then. */
async function reachable(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
}

function isTold({ problem }: { readonly problem: Problem | null }): boolean {
  return problem !== null;
}

describe('a proxy that asks for a login', () => {
  test('is left alone until the kubeconfig has one; then the forward goes on by itself', async () => {
    const proxy = stack.use(await ConnectProxy.listen({ login }));
    const path = stack.use(await NetworkPath.start(new URL(`http://127.0.0.1:${proxy.port}`)));
    const file = await bench.kubeconfig({ 'proxy-url': `http://[::1]:${path.port}` });
    const clock = new ManualClock();
    // Other tests give this computer addresses and take them back, and then everything is tried anew.
    const addresses = () => 'always the same';
    const host = stack.use(await EngineHost.start(file, { env: {}, clock, addresses }));
    const wish = { namespace: 'shop', target: 'svc/web', ports: [':http'] };
    const forward = await host.begin(wish);
    await host.reaches(forward, 'waiting', isTold);
    // What was under way when it was told has come as well, which takes longer on a busy machine.
    let tried = -1;
    while (tried !== path.accepted) {
      tried = path.accepted;
      await reachable();
    }
    for (let round = 0; round < 5; round += 1) {
      clock.pass(600_000);
      await reachable();
    }
    const state = () => host.engine.forwards.state(forward.id);
    expect({ triedAgain: path.accepted - tried, state: state() }).toEqual({
      triedAgain: 0,
      state: expect.objectContaining({
        phase: 'waiting',
        retryAt: null,
        problem: expect.objectContaining({ code: 'proxyUnauthorized' }) as unknown,
      }) as unknown,
    });

    await bench.kubeconfig({ 'proxy-url': `http://${encoded}@[::1]:${path.port}` }, file);
    while (state().phase !== 'active') {
      await reachable();
      clock.pass(100);
    }
    const { body } = await httpGet(host.endpoint(forward), '/');
    expect(body.toString()).toContain('pod=web-');
  });

  test('and does not accept the one it gets: neither log, state nor timeline have any of it', async () => {
    const wrong = { username: 'joan', password: 'wr0ng%' };
    const proxy = stack.use(await ConnectProxy.listen({ login }));
    const file = await bench.kubeconfig({ 'proxy-url': `http://joan:wr0ng%25@127.0.0.1:${proxy.port}` });
    const lines: string[] = [];
    const note = (line: string) => lines.push(line);
    const log = { debug: note, info: note, warn: note, error: note };
    const host = stack.use(await EngineHost.start(file, { env: {}, log }));
    const { problem } = await failureOf(host);
    const wish = { namespace: 'shop', target: 'svc/web', ports: [':http'] };
    const forward = await host.begin(wish);
    const state = await host.reaches(forward, 'waiting', isTold);
    const text = JSON.stringify([problem, state, host.engine.forwards.timeline(forward.id), lines]);
    const base64 = Buffer.from(`${wrong.username}:${wrong.password}`).toString('base64');
    expect({
      code: problem.code,
      isTold: text.includes('does not accept the user name and password'),
      secrets: [wrong.username, 'wr0ng', base64].filter((secret) => text.includes(secret)),
    }).toEqual({ code: 'proxyUnauthorized', isTold: true, secrets: [] });
  });

  test('and is named by the environment, which is read at the start alone', async () => {
    const proxy = stack.use(await ConnectProxy.listen({ login }));
    const file = await bench.kubeconfig({ server: 'https://api.example:6443' });
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const host = stack.use(await EngineHost.start(file, { env }));
    const { problem } = await failureOf(host);
    expect(problem.message).toBe(
      `The proxy http://127.0.0.1:${proxy.port} asks for a user name and a password. Add them to HTTPS_PROXY, as in http://USER:PASSWORD@127.0.0.1:${proxy.port}, and start Portolan again.`,
    );
  });

  test.each([
    ['Negotiate and NTLM alone', ['Negotiate', 'NTLM'], 'only a login by Negotiate or NTLM. Ask'],
    [
      'Basic among others',
      ['Negotiate, Digest realm="a, b", qop="auth"', 'BASIC realm="x"'],
      'asks for a user',
    ],
  ])('of %s', async (_what, challenges, words) => {
    const proxy = stack.use(await ConnectProxy.listen());
    const headers = challenges.map((challenge) => `\r\nProxy-Authenticate: ${challenge}`);
    proxy.refusal = `407 Proxy Authentication Required${headers.join('')}`;
    const file = await bench.kubeconfig({ 'proxy-url': `http://127.0.0.1:${proxy.port}` });
    const { problem } = await failureOf(stack.use(await EngineHost.start(file, { env: {} })));
    expect([problem.code, problem.message]).toEqual(['proxyUnauthorized', expect.stringContaining(words)]);
  });

  test('many connections at once ask it once', async () => {
    const proxy = stack.use(await ConnectProxy.listen({ login }));
    const path = stack.use(await NetworkPath.start(new URL(`http://127.0.0.1:${proxy.port}`)));
    const target = {
      server: new URL('http://api.example'),
      tls: null,
      proxy: parseProxy(`http://[::1]:${path.port}`, 'HTTPS_PROXY'),
      headers: {},
    };
    const access = {
      upgradeTarget: () => Promise.resolve(target),
      credentialsRejected: () => undefined,
    };
    const clock = new ManualClock();
    const pool = stack.use(new TunnelPool({ access, clock, log: silentLog }));
    const never = new AbortController().signal;
    const dials = Array.from({ length: 20 }, (_, index) => {
      const pod = { namespace: 'shop', name: `web-${index}`, uid: `uid-${index}`, node: 'node1' };
      const opening = { port: 80, first: null, handlers: new RecordedStream() };
      return pool.dial(pod, opening, never).then(
        () => 'dialled',
        (error: unknown) => problemOf(error).code,
      );
    });
    const codes = new Set(await Promise.all(dials));
    expect([codes, path.accepted]).toEqual([new Set(['proxyUnauthorized']), 1]);
  });
});
