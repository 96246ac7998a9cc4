import { describe, expect, it } from 'vitest';
import { AddressLines } from '../../../src-main/app/address-lines.ts';
import { browserUrl, localAddresses } from '../../../src-main/app/local-address.ts';
import { activeOn, savedForward } from './app-forwards.ts';

describe('the address a browser is sent to', () => {
  it.each([
    [['127.0.0.1', '::1'], 'http://127.0.0.1:8080'],
    [['::1', '127.0.0.1'], 'http://127.0.0.1:8080'],
    [['::1'], 'http://[::1]:8080'],
    [['0.0.0.0'], 'http://127.0.0.1:8080'],
    [['::'], 'http://[::1]:8080'],
    [['192.168.1.20'], 'http://192.168.1.20:8080'],
  ])('of a forward bound to %s is %s', (addresses, url) => {
    const endpoints = addresses.map((address) => ({ address, port: 8080 }));
    expect(browserUrl({ remote: 'http', endpoints })).toBe(url);
  });
});

describe('the address people read', () => {
  it('is the bound one where it listens, the wished or remembered one where not', () => {
    const forward = savedForward('web', ['8080:http', ':9090']);
    const [first, second] = forward.ports;
    if (first === undefined || second === undefined) throw new Error('two ports were asked for');
    const remembered = {
      ...forward,
      ports: [first, { ...second, local: { kind: 'auto' as const, last: 40_002 } }],
    };
    expect([
      localAddresses(forward, activeOn(forward, 8080, 40_001)),
      localAddresses(forward, { phase: 'stopped' }),
      localAddresses(remembered, { phase: 'stopped' }),
    ]).toEqual([
      ['localhost:8080', 'localhost:40001'],
      ['localhost:8080', ''],
      ['localhost:8080', 'localhost:40002'],
    ]);
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
