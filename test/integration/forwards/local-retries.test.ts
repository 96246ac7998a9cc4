import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/engine/clock.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import type { SessionState } from '../../../src-main/shared/session.ts';
import { DemoHost } from '../../support/demo-host.ts';
import { EngineHost } from '../../support/engine-host.ts';
import { ForwardBench, listen, portOf, settings } from '../../support/forward-bench.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { canComeAndGo, PassingAddress } from '../../support/passing-address.ts';
import { httpGet } from '../../support/tcp-client.ts';
import { until } from './clients.ts';

let clock: ManualClock;
let bench: ForwardBench;
let other: Server;
let states: SessionState[];

beforeEach(async () => {
  clock = new ManualClock();
  bench = await ForwardBench.open({ clock });
  states = [];
  bench.forwards.onSessionChanged(({ state }) => states.push(state));
  other = await listen(createServer());
});
afterEach(async () => {
  await bench[Symbol.asyncDispose]();
  if (other.listening) await close(other);
});

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

/** A forward that was asked to listen on the port of the other program, and failed. */
async function refused(label = 'web'): Promise<{ id: string; port: number }> {
  const port = portOf(other);
  const ports = [{ local: { kind: 'fixed' as const, port }, remote: 80 }];
  const { id } = await bench.forwards.add(settings(80, { label, ports }), false);
  await expect(bench.forwards.start(id)).rejects.toMatchObject({ problem: { code: 'portInUse' } });
  return { id, port };
}

/** Lets time pass up to the next try, and waits until that is over. */
async function tryAfter(ms: number): Promise<void> {
  clock.pass(ms - 1);
  const before = clock.pending;
  clock.pass(1);
  if (clock.pending !== before - 1) throw new Error(`no try after ${String(ms)} ms`);
  await until(() => clock.pending === before || states.at(-1)?.phase !== 'failed');
}

function texts(id: string): string[] {
  return bench.forwards.timeline(id).map(({ words }) => say('en', words));
}

describe('a forward whose port another program has', () => {
  it('is tried again, ever more rarely, which nobody sees, and listens once the port is free', async () => {
    const { id, port } = await refused();
    const [seen, told] = [states.length, texts(id)];
    for (const ms of [5_000, 10_000, 20_000, 40_000, 60_000]) await tryAfter(ms);
    expect([states.length, texts(id)]).toEqual([seen, told]);
    await close(other);
    await tryAfter(60_000);
    bench.pods.offer('web-1');
    expect([states.slice(seen).map(({ phase }) => phase), bench.port(id)]).toEqual([
      ['waiting', 'active'],
      port,
    ]);
    expect(texts(id).slice(told.length)).toEqual([
      `Listening on 127.0.0.1, port ${String(port)}.`,
      'Connected to web-1.',
    ]);
  });

  it('says so when it is another one that has it now', async () => {
    const { id, port } = await refused();
    await close(other);
    await bench.start(80, { label: 'quicker', ports: [{ local: { kind: 'fixed', port }, remote: 80 }] });
    clock.pass(5_000);
    await until(() => texts(id).length === 3);
    expect([bench.forwards.state(id), texts(id)]).toMatchObject([
      { phase: 'failed', problem: { code: 'portInUse' } },
      [
        'Started by you.',
        /is used by Portolan itself/,
        `127.0.0.1:${String(port)} is already used by the forward “quicker”. Stop that one, or choose another local port.`,
      ].map((each) => (typeof each === 'string' ? each : (expect.stringMatching(each) as string))),
    ]);
  });

  it('is tried at once when the computer wakes up or its network changes', async () => {
    const { id } = await refused();
    await close(other);
    bench.forwards.nudge();
    clock.pass(0);
    await bench.reached(id, 'waiting');
  });

  it('is not tried any more once it was stopped or removed', async () => {
    const stopped = await refused();
    const removed = await refused('removed');
    await bench.forwards.stop(stopped.id);
    await bench.forwards.remove(removed.id);
    clock.pass(120_000);
    await close(other);
    expect(clock.pending).toBe(0);
  });

  it('leaves no timer behind', async () => {
    await refused();
    const { id } = await refused('removed');
    await bench.forwards.remove(id);
    await bench.forwards[Symbol.asyncDispose]();
    expect(clock.pending).toBe(0);
  });
});

describe.skipIf(!canComeAndGo)('a forward on an address that this computer may not have', () => {
  it('listens once the address is there', async () => {
    await using passing = new PassingAddress('198.18.77.1');
    const { address } = passing;
    const { id } = await bench.forwards.add(
      settings(80, { addresses: [address], allowExposure: true }),
      false,
    );
    await expect(bench.forwards.start(id)).rejects.toMatchObject({ problem: { code: 'addressUnavailable' } });
    await tryAfter(5_000);
    await passing.come();
    await tryAfter(10_000);
    expect(bench.forwards.state(id)).toMatchObject({ phase: 'waiting', problem: null });
  });

  it('says so while the address is gone, serves on the others meanwhile, and on it when it is back', async () => {
    await using passing = new PassingAddress('198.18.77.2');
    const { address } = passing;
    await passing.come();
    const app = await bench.app((socket) => socket.end('hello'));
    const { id, port } = await bench.start(app, { addresses: ['127.0.0.1', address], allowExposure: true });
    bench.pods.offer('web-1');
    const hear = (host: string) => text(connect({ host, port }));
    bench.forwards.nudge();
    await passing.go();
    bench.forwards.nudge();
    const gone = await bench.reached(id, 'waiting');
    // A pod that comes changes nothing about the address.
    bench.pods.offer('web-2');
    const [still, onOther] = [bench.forwards.state(id).phase, await hear('127.0.0.1')];
    await passing.come();
    clock.pass(5_000);
    await bench.reached(id, 'active');
    expect([gone.problem?.message, still, onOther, await hear(address)]).toEqual([
      `${address} is not an address of this computer now. Choose one that it has, such as 127.0.0.1.`,
      'waiting',
      'hello',
      'hello',
    ]);
  });

  it('is told by the engine itself, which notices that the addresses have changed', async () => {
    await using passing = new PassingAddress('198.18.77.3');
    const { address } = passing;
    await passing.come();
    await using demo = await DemoHost.start();
    await using host = await EngineHost.start(demo.kubeconfigPath, { clock: systemClock });
    const { forwards } = host.engine;
    const { target, namespace } = { target: 'svc/web', namespace: 'shop' };
    const forward = await host.forward({ namespace, target, ports: [':http'], addresses: [address] });
    const endpoint = host.endpoint(forward);
    await passing.go();
    const { problem } = await host.reaches(forward, 'waiting');
    await passing.come();
    await host.reaches(forward, 'active');
    expect([problem?.code, host.endpoint(forward)]).toEqual(['addressUnavailable', endpoint]);
    expect((await httpGet(endpoint, '/')).head).toContain('200 OK');
    expect(forwards.timeline(forward.id).map(({ kind }) => kind)).toContain('podLost');
  });
});
