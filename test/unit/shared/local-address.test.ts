import { describe, expect, test } from 'vitest';
import { browserUrl, localAddress, usableAddress } from '../../../src-main/shared/local-address.ts';
import { twoPorts as forward } from '../renderer/two-ports.ts';

const stopped = { phase: 'stopped' } as const;

describe('localAddress', () => {
  test('is where the port listens, once it does', () => {
    const endpoints = [
      { address: '::1', port: 49_213 },
      { address: '127.0.0.1', port: 49_213 },
    ];
    const state = { phase: 'waiting', attempt: 0, problem: null, retryAt: null } as const;

    expect(localAddress(forward, { ...state, bound: [{ remote: 'http', endpoints }] }, 0)).toBe(
      'localhost:49213',
    );
  });

  test('is the wanted port before, and unknown while the system has not chosen', () => {
    expect([localAddress(forward, stopped, 0), localAddress(forward, stopped, 1)]).toEqual([
      'localhost:8080',
      null,
    ]);
  });

  test('names an address that other machines reach before a loopback one', () => {
    const exposed = { ...forward, addresses: ['127.0.0.1', '192.168.1.20'] };

    expect(localAddress(exposed, stopped, 0)).toBe('192.168.1.20:8080');
  });
});

describe('the address that this computer reaches', () => {
  test.each([
    [['127.0.0.1', '::1'], 'localhost:8080', 'http://127.0.0.1:8080'],
    [['::1', '127.0.0.1'], 'localhost:8080', 'http://127.0.0.1:8080'],
    [['::1'], '[::1]:8080', 'http://[::1]:8080'],
    [['0.0.0.0'], 'localhost:8080', 'http://127.0.0.1:8080'],
    [['::', '0.0.0.0'], 'localhost:8080', 'http://127.0.0.1:8080'],
    [['::'], '[::1]:8080', 'http://[::1]:8080'],
    [['192.168.1.20'], '192.168.1.20:8080', 'http://192.168.1.20:8080'],
    [['192.168.1.20', '127.0.0.1'], 'localhost:8080', 'http://127.0.0.1:8080'],
  ])('of a forward bound to %s is %s, in a browser %s', (addresses, text, url) => {
    const bound = { remote: 'http', endpoints: addresses.map((address) => ({ address, port: 8080 })) };
    const state = { phase: 'waiting', attempt: 0, problem: null, retryAt: null } as const;
    expect([usableAddress(forward, { ...state, bound: [bound] }, 0), browserUrl(bound, null)]).toEqual([
      text,
      url,
    ]);
  });

  test.each([
    ['https', 'https://127.0.0.1:8080'],
    ['http', 'http://127.0.0.1:8080'],
    ['postgresql', 'http://127.0.0.1:8080'],
  ] as const)('of a port that speaks %s is %s in a browser', (protocol, url) => {
    const bound = { remote: 8080, endpoints: [{ address: '127.0.0.1', port: 8080 }] };
    expect(browserUrl(bound, protocol)).toBe(url);
  });

  test('is told before the port is bound, but not before it is chosen', () => {
    expect(
      [0, 1].map((pair) => usableAddress({ ...forward, addresses: ['0.0.0.0'] }, stopped, pair)),
    ).toEqual(['localhost:8080', null]);
  });
});
