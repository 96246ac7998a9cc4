import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/engine/clock.ts';
import { EntryForward } from '../../../src-main/engine/entry/entry-forward.ts';
import { PortClaims } from '../../../src-main/engine/forwards/port-claims.ts';
import { silentLog } from '../../../src-main/engine/log.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';
import { SteeredPods } from '../../support/steered-pods.ts';
import { TcpDialer } from '../../support/tcp-dialer.ts';

let pods: SteeredPods;
let dialer: TcpDialer;
let leaving: AbortController;

beforeEach(() => {
  pods = new SteeredPods();
  dialer = new TcpDialer();
  leaving = new AbortController();
});
afterEach(() => {
  // Whatever becomes of it, it keeps nothing open.
  expect([pods.disposed, dialer.disposed]).toEqual([1, 1]);
});

function open(): Promise<EntryForward> {
  const world = {
    pods: () => pods,
    dialer: () => ({ dialer, [Symbol.asyncDispose]: () => dialer[Symbol.asyncDispose]() }),
    claims: new PortClaims(),
    clock: systemClock,
    log: silentLog,
  };
  const to = { namespace: 'edge', service: 'edge', port: 443 };
  return EntryForward.open({ context: 'demo', to, world, onProblem: () => undefined }, leaving.signal);
}

it('the forward of a local entry that is given up while it starts ends with the reason', async () => {
  const opening = open();
  leaving.abort(new Error('given up'));
  await expect(opening).rejects.toThrow('given up');
});

it('the forward of a local entry that has no pod at once is refused with what is in the way', async () => {
  const opening = open();
  pods.lose(newProblem('noReadyPod', 'None.'));
  await expect(opening).rejects.toMatchObject({ problem: { message: 'None.' } });
});

it('a connection over the forward of a local entry breaks off once that is closed', async () => {
  const opening = open();
  pods.offer('edge-1');
  const forward = await opening;
  const before = forward.connect();
  await forward[Symbol.asyncDispose]();
  expect([before.destroyed, forward.connect().destroyed]).toEqual([true, true]);
});
