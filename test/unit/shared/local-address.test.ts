import { describe, expect, test } from 'vitest';
import { localAddress } from '../../../src-main/shared/local-address.ts';
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
