import { expect, it } from 'vitest';
import { AddressLines } from '../../../src-main/app/address-lines.ts';
import { activeOn, savedForward } from './app-forwards.ts';

it('the lines for the terminal name each address once, and again when it changes', () => {
  const forward = savedForward('web', [':http', ':8443']);
  const printed: string[] = [];
  const lines = new AddressLines((line) => printed.push(line));
  const active = activeOn(forward, 40_001, 40_002);
  lines.update(forward, { phase: 'starting' });
  lines.update(forward, active);
  lines.update(forward, {
    phase: 'waiting',
    bound: active.bound,
    attempt: 1,
    problem: null,
    retryAt: null,
  });
  lines.update(forward, active);
  lines.update(forward, activeOn(forward, 40_003, 40_002));
  expect(printed).toEqual([
    'http://127.0.0.1:40001 → kind-dev/shop svc/web\nhttps://127.0.0.1:40002 → kind-dev/shop svc/web',
    'http://127.0.0.1:40003 → kind-dev/shop svc/web\nhttps://127.0.0.1:40002 → kind-dev/shop svc/web',
  ]);
});
