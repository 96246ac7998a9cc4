import { describe, expect, test } from 'vitest';
import { type Cluster, served, told } from '../map-samples.ts';
import { endpoint, slice } from '../world-samples.ts';

describe('behind a service', () => {
  const why = (slices: Cluster['slices'], spec = {}) =>
    told('clusterIp', { ...served(spec), ...(slices !== undefined && { slices }) })[0]?.split(' | ')[2];

  test.each([
    ['nobody', [], 'broken: Service web has no pods. Check its selector, and that they are scaled up.'],
    [
      'an empty slice',
      [{ ...slice('web', []), endpoints: null, ports: null }],
      'broken: Service web has no pods. Check its selector, and that they are scaled up.',
    ],
    [
      'a slice that says nothing',
      [{ metadata: { labels: { 'kubernetes.io/service-name': 'web' } } }],
      'broken: Service web has no pods. Check its selector, and that they are scaled up.',
    ],
    [
      'slices of others',
      [slice('other', [endpoint('x')])],
      'broken: Service web has no pods. Check its selector, and that they are scaled up.',
    ],
    [
      'only pods on their way out',
      [slice('web', [endpoint('a', { ready: false, terminating: true })])],
      'broken: Service web has no pods. Check its selector, and that they are scaled up.',
    ],
    [
      'unready pods, each in a slice for both families',
      [
        slice('web', [endpoint('a', { ready: false }), endpoint('b', { ready: false })]),
        slice('web', [endpoint('a', { ready: false }), endpoint('b', { ready: false })]),
      ],
      'broken: None of the 2 pods of service web is ready.',
    ],
    [
      'ready pods without that port',
      [slice('web', [endpoint('a')], [])],
      'broken: Port http of service web leads to port http, which none of its ready pods has.',
    ],
    [
      'ready pods with a port of another name',
      [slice('web', [endpoint('a')], [{ name: 'metrics', port: 8080, protocol: 'TCP' }])],
      'broken: Port http of service web leads to port http, which none of its ready pods has.',
    ],
    [
      'ready pods with a port of that name for another protocol',
      [slice('web', [endpoint('a')], [{ name: 'http', port: 8080, protocol: 'UDP' }])],
      'broken: Port http of service web leads to port http, which none of its ready pods has.',
    ],
    [
      'pods of which one has the port',
      [slice('web', [endpoint('a')], []), slice('web', [endpoint('b')])],
      'inside: Only nodes and pods of the cluster reach this address. A forward leads to it from here.',
    ],
    [
      'endpoints that say nothing, which is ready',
      [slice('web', [{}])],
      'inside: Only nodes and pods of the cluster reach this address. A forward leads to it from here.',
    ],
    [
      'slices that nobody may read',
      null,
      'unknown: EndpointSlices could not be read, so nobody knows whether anything answers behind port 80.',
    ],
  ])('%s', (_, slices, expected) => {
    expect(why(slices)).toBe(expected);
  });

  test('a service without selector and endpoints says that nobody has given it any', () => {
    expect(why([], { selector: {} })).toBe(
      'broken: Service web selects no pods, and nobody has given it endpoints.',
    );
  });

  test('pods that are published before they are ready count, in their slices ready', () => {
    expect(why([slice('web', [endpoint('a', { ready: true })])], { publishNotReadyAddresses: true })).toMatch(
      /^inside/,
    );
  });
});
