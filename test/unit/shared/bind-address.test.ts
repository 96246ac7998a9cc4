import { describe, expect, it } from 'vitest';
import {
  BindAddress,
  formatEndpoint,
  isExposed,
  isLoopback,
  parseBindAddresses,
} from '../../../src-main/shared/bind-address.ts';

describe('parseBindAddresses', () => {
  it.each([
    ['127.0.0.1', ['127.0.0.1']],
    ['localhost', ['127.0.0.1', '::1']],
    ['Localhost', ['127.0.0.1', '::1']],
    ['::1,127.0.0.1', ['::1', '127.0.0.1']],
    ['localhost, 127.0.0.1,,10.0.0.5', ['127.0.0.1', '::1', '10.0.0.5']],
    ['[::1]', ['::1']],
    ['FE80::1%eth0', ['fe80::1%eth0']],
    ['0.0.0.0,::', ['0.0.0.0', '::']],
  ])('reads %j', (text, addresses) => {
    expect(parseBindAddresses(text)).toEqual(addresses);
  });

  it.each(['', ' , ', 'example.com', '256.1.1.1', '127.0.0.1:80', '1.2.3', '01.2.3.4', ':::', 'localhost.'])(
    'refuses %j with a sentence that says what to write',
    (text) => {
      expect(() => parseBindAddresses(text)).toThrow(/(Use 127\.0\.0\.1|Use an IP address of this computer)/);
    },
  );
});

describe('an address', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.20', false],
    ['fe80::1%eth0', false],
    ['10.127.0.1', false],
  ])('%s is loopback: %s', (address, loopback) => {
    expect([isLoopback(address), isExposed(['127.0.0.1', address])]).toEqual([loopback, !loopback]);
  });

  it('is an IP address, with a zone where it has one', () => {
    const words = ['127.0.0.1', '::', 'fe80::1%eth0', 'localhost', '', '1.2.3.4.5', '[::1]'];
    expect(words.filter((word) => BindAddress.safeParse(word).success)).toEqual([
      '127.0.0.1',
      '::',
      'fe80::1%eth0',
    ]);
  });

  it('stands in brackets before a port where it is IPv6', () => {
    expect(['127.0.0.1', '::1'].map((address) => formatEndpoint({ address, port: 80 }))).toEqual([
      '127.0.0.1:80',
      '[::1]:80',
    ]);
  });
});
