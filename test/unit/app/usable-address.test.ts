import { describe, expect, it } from 'vitest';
import { AddressLines } from '../../../src-main/app/address-lines.ts';
import { browserUrl, usableAddress } from '../../../src-main/app/usable-address.ts';
import { activeOn, savedForward } from './app-forwards.ts';

describe('the address that this computer reaches', () => {
  it.each([
    [['127.0.0.1', '::1'], 'localhost:8080', 'http://127.0.0.1:8080'],
    [['::1', '127.0.0.1'], 'localhost:8080', 'http://127.0.0.1:8080'],
    [['::1'], '[::1]:8080', 'http://[::1]:8080'],
    [['0.0.0.0'], 'localhost:8080', 'http://127.0.0.1:8080'],
    [['::'], '[::1]:8080', 'http://[::1]:8080'],
    [['192.168.1.20'], '192.168.1.20:8080', 'http://192.168.1.20:8080'],
  ])('of a forward bound to %s is %s, in a browser %s', (addresses, text, url) => {
    const bound = { remote: 'http', endpoints: addresses.map((address) => ({ address, port: 8080 })) };
    expect([usableAddress(bound), browserUrl(bound)]).toEqual([text, url]);
  });
});

describe('the lines for the terminal', () => {
  it('name each address once, and again when it changes', () => {
    const forward = savedForward('web', [':http', ':9090']);
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
      'http://127.0.0.1:40001 → kind-dev/shop svc/web\nhttp://127.0.0.1:40002 → kind-dev/shop svc/web',
      'http://127.0.0.1:40003 → kind-dev/shop svc/web\nhttp://127.0.0.1:40002 → kind-dev/shop svc/web',
    ]);
  });
});
