import { describe, expect, test } from 'vitest';
import { served, told } from '../map-samples.ts';
import { endpoint, service, slice } from '../world-samples.ts';

describe('a cluster IP', () => {
  const inside =
    'inside: Only nodes and pods of the cluster reach this address. A forward leads to it from here.';

  test('answers inside the cluster, at an address of each family', () => {
    const clusterIPs = ['10.96.0.7', 'fd00::7'];
    expect(told('clusterIp', served({ clusterIPs }))).toEqual([
      `http 80/TCP | http://10.96.0.7 http://[fd00::7] | ${inside}`,
    ]);
  });

  test('is known where an old cluster writes only the first address', () => {
    const { clusterIP, ports } = service('web').spec ?? {};
    const old = { metadata: { name: 'web' }, spec: { clusterIP: clusterIP ?? '', ports: ports ?? [] } };
    expect(told('clusterIp', { ...served(), services: [old] })).toEqual([
      `http 80/TCP | http://10.96.0.7 | ${inside}`,
    ]);
  });

  test.each([
    ['a headless service', { clusterIP: 'None', clusterIPs: ['None'] }],
    ['an outside name', { type: 'ExternalName', externalName: 'db.example.org' }],
    ['a service that has none yet', { clusterIP: '', clusterIPs: [''] }],
  ])('%s has none', (_, spec) => {
    expect(told('clusterIp', served(spec))).toEqual([]);
  });

  test('shows TCP and UDP on one port number as two ways', () => {
    const ports = [
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: 'dns-tcp', port: 53, protocol: 'TCP' },
      { name: 'sig', port: 53, protocol: 'SCTP' },
    ];
    const cluster = {
      target: 'svc/dns',
      services: [service('dns', { ports })],
      slices: [slice('dns', [endpoint('dns-1')], [{ name: 'dns', port: 53, protocol: 'UDP' }])],
    };
    const missing = (name: string) =>
      `broken: Port ${name} of service dns leads to port 53, which none of its ready pods has.`;
    expect(told('clusterIp', cluster)).toEqual([
      `dns 53/UDP | 10.96.0.7:53 | ${inside}`,
      `dns-tcp 53/TCP | 10.96.0.7:53 | ${missing('dns-tcp')}`,
      `sig 53/SCTP | 10.96.0.7:53 | ${missing('sig')}`,
    ]);
  });
});
