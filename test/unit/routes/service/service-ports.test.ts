import { describe, expect, test } from 'vitest';
import { type Cluster, served, told } from '../map-samples.ts';
import { endpoint, slice } from '../world-samples.ts';

const ending = (name: string) => endpoint(name, { ready: false, serving: true, terminating: true });

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
      [slice('web', [endpoint('a', { ready: false, serving: false, terminating: true })])],
      'broken: All pods of service web are being deleted. Wait for new ones, or scale their workload up.',
    ],
    [
      'a pod that serves to its end beside one that is not ready yet',
      [slice('web', [ending('a'), endpoint('b', { ready: false })])],
      'inside: Only nodes and pods of the cluster reach this address. A forward leads to it from here.',
    ],
    [
      'a pod on its way out beside one that is not ready yet',
      [
        slice('web', [
          endpoint('a', { ready: false, terminating: true }),
          endpoint('b', { ready: false, terminating: false }),
        ]),
      ],
      'broken: None of the 1 pod of service web is ready.',
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

  test.each([
    ['until then only to those who ask a node', {}, ending('web-1'), ['broken', 'broken', 'inside']],
    [
      'also by the API server where the service publishes them as ready',
      { publishNotReadyAddresses: true },
      endpoint('web-1', { ready: true, serving: false, terminating: true }),
      ['broken', 'open', 'inside'],
    ],
  ])('pods that are being deleted answer to their end, %s', (_, spec, end, expected) => {
    const cluster = { ...served(spec), slices: [slice('web', [end])] };
    const states = (['portForward', 'apiProxy', 'clusterIp'] as const).map(
      (kind) => told(kind, cluster)[0]?.split(' | ')[2] ?? '',
    );
    expect(states.map((state) => state.split(':')[0])).toEqual(expected);
    expect(states[0]).toBe(
      'broken: All pods of service web are being deleted. Wait for new ones, or scale their workload up.',
    );
  });

  test('a forward is not told that all pods are being deleted while a new one starts', () => {
    const cluster = { ...served(), slices: [slice('web', [ending('a'), endpoint('b', { ready: false })])] };
    expect(told('portForward', cluster)).toEqual([
      expect.stringMatching(/broken: None of the 1 pod of service web is ready\.$/),
    ]);
  });

  test('a pod that serves to its end gets nothing while another is ready', () => {
    const slices = [
      slice('web', [ending('old')], [{ name: 'http', port: 1 }]),
      slice('web', [endpoint('a')]),
    ];
    expect(told('portForward', { ...served({ clusterIP: 'None' }), slices })).toEqual([
      'http 80/TCP | service/web http | broken: A forward to the headless service web leads to port 80 of its pods, and they have 8080. Forward a pod or its workload.',
    ]);
  });

  test('pods that are published before they are ready count, in their slices ready', () => {
    expect(why([slice('web', [endpoint('a', { ready: true })])], { publishNotReadyAddresses: true })).toMatch(
      /^inside/,
    );
  });
});
