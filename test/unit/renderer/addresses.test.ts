import { expect, test } from 'vitest';
import { interfaceName, networkAddresses } from '../../../src-renderer/text/addresses.ts';
import { forwardCommand } from '../../../src-renderer/text/command-line.ts';
import { distinctPorts, remoteOf } from '../../../src-renderer/text/declared-port.ts';
import { fittingChips } from '../../../src-renderer/text/fitting-chips.ts';
import { graphPath } from '../../../src-renderer/text/graph-path.ts';
import { twoPorts as forward } from './two-ports.ts';

test('a wildcard stands for the outward addresses of its family', () => {
  const interfaces = [
    { name: 'lo', friendlyName: null, address: '127.0.0.1', loopback: true },
    { name: 'eth0', friendlyName: null, address: '192.168.1.20', loopback: false },
    { name: 'eth0', friendlyName: null, address: 'fe80::1', loopback: false },
    { name: 'eth0', friendlyName: null, address: '2001:db8::1', loopback: false },
  ];

  expect(
    ['0.0.0.0', '::', '127.0.0.1', '10.0.0.1'].map((address) =>
      networkAddresses({ address, port: 80 }, interfaces),
    ),
  ).toEqual([['192.168.1.20:80'], ['[2001:db8::1]:80'], [], ['10.0.0.1:80']]);
});

test('an interface is called as people know it, and as tools name it', () => {
  const wifi = { name: 'en0', friendlyName: 'Wi-Fi', address: '192.168.1.20', loopback: false };

  expect([wifi, { ...wifi, friendlyName: null }].map(interfaceName)).toEqual(['Wi-Fi (en0)', 'en0']);
});

test('the terminal command says what the forward is, and quotes a context that needs it', () => {
  const target = { ...forward.target, context: "ada's cluster" };

  expect(forwardCommand({ ...forward, target, addresses: ['0.0.0.0'] })).toBe(
    `portolan forward svc/web 8080:http :9090 -n shop --context 'ada'\\''s cluster' --address 0.0.0.0`,
  );
});

test('a port is forwarded by its name where the grammar takes it', () => {
  const tcp = (name: string | null) => remoteOf({ name, port: 80, protocol: 'TCP' });

  expect([tcp('http'), tcp(null), tcp('a-service-port-with-a-long-name')]).toEqual(['http', 80, 80]);
});

test('a port that two containers declare is shown once', () => {
  const ports = [
    { name: 'http', port: 80, protocol: 'TCP' },
    { name: 'dns', port: 80, protocol: 'UDP' },
    { name: 'again', port: 80, protocol: 'TCP' },
  ];

  expect(distinctPorts(ports).map(({ name }) => name)).toEqual(['http', 'dns']);
});

test('as many chips are shown as fit beside the count of the others, at least one', () => {
  const words = ['http 80', 'metrics 9090', 'grpc 50051'];

  expect([1000, 330, 260, 20].map((width) => fittingChips(words, width))).toEqual([3, 3, 2, 1]);
});

test('a graph with few values ends at the right, where now is', () => {
  expect(graphPath([0, 5, 20], { width: 40, height: 10, ceiling: 10, length: 5 })).toEqual({
    path: 'M20 10L30 5L40 0',
    startX: 20,
  });
});

test('a level stretch of a graph is drawn by its ends', () => {
  expect(graphPath([0, 0, 0, 5, 5], { width: 40, height: 10, ceiling: 10, length: 5 })).toEqual({
    path: 'M0 10L20 10L30 5L40 5',
    startX: 0,
  });
});
