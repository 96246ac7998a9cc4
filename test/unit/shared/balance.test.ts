import { describe, expect, it } from 'vitest';
import { formatBalance, parseBalance } from '../../../src-main/shared/balance.ts';

describe('a balance in words', () => {
  it.each([
    ['sticky', { mode: 'sticky' }],
    ['round-robin', { mode: 'roundRobin' }],
    ['least-connections', { mode: 'leastConnections' }],
    ['pod=web-0', { mode: 'pod', name: 'web-0' }],
  ] as const)('%s is read and written', (text, balance) => {
    expect([parseBalance(text), formatBalance(balance)]).toEqual([balance, text]);
  });

  it.each(['', 'pod', 'pod=', 'pod=Web', 'pod=a=b', 'sticky=web-0', 'roundRobin', 'toString'])(
    '"%s" is refused',
    (text) => {
      expect(() => parseBalance(text)).toThrow(
        `“${text}” is not a balance. Use sticky, round-robin, least-connections or pod=NAME.`,
      );
    },
  );
});
