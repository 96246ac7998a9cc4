import { describe, expect, test } from 'vitest';
import { n1, n2, told } from '../map-samples.ts';
import { container, node, pod } from '../world-samples.ts';

const notReady = { phase: 'Running', ready: false };
const workload = (spec: object) => ({ metadata: { name: 'web' }, spec: { template: { spec } } });

describe('a host network', () => {
  const host = { hostNetwork: true, ...container({ name: 'http', containerPort: 8080, hostPort: 8080 }) };
  const note = 'The pod is in its node’s own network: ports that it does not declare answer there as well.';

  test('makes each port one of every node with a ready pod, outer addresses first', () => {
    const pods = [
      pod('a', host),
      pod('b', { ...host, nodeName: 'n2' }),
      pod('c', { ...host, nodeName: 'n3' }, notReady),
    ];
    const outer = node('n2', { '10.0.0.2': 'InternalIP', '203.0.113.2': 'ExternalIP' });
    expect(
      told('hostNetwork', {
        target: 'ds/web',
        pods,
        nodes: [n1, outer, node('n3', { '10.0.0.3': 'InternalIP' })],
      }),
    ).toEqual([
      `http 8080/TCP | http://10.0.0.1:8080 (n1) http://203.0.113.2:8080 (n2) http://10.0.0.2:8080 (n2) | open | ${note}`,
    ]);
  });

  test.each([
    ['cannot be read', null],
    ['do not hold the pod’s', [n2]],
  ])('is found by what the pod tells where nodes %s', (_, nodes) => {
    expect(told('hostNetwork', { pods: [pod('web', host)], nodes, target: 'pod/web' })).toEqual([
      `http 8080/TCP | http://10.0.0.1:8080 (n1) | open | ${note}`,
    ]);
  });

  test('is not known where nobody tells an address', () => {
    const bare = {
      ...pod('web', host),
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
    };
    expect(told('hostNetwork', { target: 'pod/web', pods: [bare], nodes: null })).toEqual([
      `http 8080/TCP |  | unknown: No ready node with a known address answers on port 8080. | ${note}`,
    ]);
  });

  test('without a declared port says that it is there', () => {
    const of = (sample: object) =>
      told('hostNetwork', {
        target: 'pod/web',
        pods: [pod('web', { hostNetwork: true, containers: [{}] }, sample)],
        nodes: [n1],
      });
    expect([of({}), of(notReady)]).toEqual([
      [
        'no port |  | unknown: The pod is in its node’s own network and declares no port: whatever it listens on answers there.',
      ],
      ['no port |  | broken: Pod web is running but not ready.'],
    ]);
  });

  test('has no host ports beside it, which the API fills in', () => {
    expect(told('hostPort', { target: 'pod/web', pods: [pod('web', host)], nodes: [n1] })).toEqual([]);
  });

  test('is broken and not absent while a workload has no pods', () => {
    expect(told('hostNetwork', { target: 'ds/web', object: workload(host), nodes: [n1] })).toEqual([
      `http 8080/TCP |  | broken: There is no pod. | ${note}`,
    ]);
  });
});
