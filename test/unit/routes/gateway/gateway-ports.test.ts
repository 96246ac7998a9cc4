import { describe, expect, it } from 'vitest';
import type { ServiceObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { read, unread } from '../world-samples.ts';
import { gateway, https, listener, route, toldOf } from './gateway-samples.ts';

type Spec = NonNullable<ServiceObject['spec']>;

const traefikPorts = [
  { name: 'web', port: 80, targetPort: 'web', nodePort: 31080 },
  { name: 'websecure', port: 443, targetPort: 'websecure', nodePort: 31443 },
];
const web = listener({ name: 'web', port: 8000 });

/** A service of any kind that has the gateway's address as its load balancer's. */
function balanced(ports: Spec['ports'] = traefikPorts): ServiceObject {
  return {
    metadata: { namespace: 'edge', name: 'proxy' },
    spec: { type: 'LoadBalancer', ports },
    status: { loadBalancer: { ingress: [{ ip: '192.0.2.10' }] } },
  };
}

/** As Envoy Gateway makes it, which lies in the namespace of its controller. */
function onNodes(spec: Spec = {}): ServiceObject {
  const labels = {
    'gateway.envoyproxy.io/owning-gateway-name': 'public',
    'gateway.envoyproxy.io/owning-gateway-namespace': 'infra',
  };
  const ports = [{ name: 'http-80', port: 80, targetPort: 10080, nodePort: 31080 }];
  return {
    metadata: { namespace: 'envoy-gateway-system', name: 'envoy', labels },
    spec: { type: 'NodePort', clusterIPs: ['10.96.0.9'], ports, ...spec },
  };
}

/** What is told of a route through listeners at addresses, which these services serve. */
function at(
  addresses: readonly string[],
  listeners: readonly object[],
  services: readonly ServiceObject[],
  world: Parameters<typeof toldOf>[2] = {},
) {
  const gateways = read(gateway({ listeners, status: { addresses: addresses.map((value) => ({ value })) } }));
  return toldOf(route(), { gateways }, { allServices: read(...services), ...world })[0];
}

const hidden = (name: string, port: number) =>
  `Where listener ${name} of Gateway infra/public is open is not known: no service leads from the gateway’s addresses to its port ${String(port)}. Compare the ports of the gateway’s service.`;

describe('a gateway whose service is known is open at the port of that', () => {
  it.each<[string, object, Spec['ports']]>([
    ['by the same number', listener(), [{ port: 80, targetPort: 10080 }]],
    ['by the number in its pods', listener({ port: 8000 }), [{ port: 80, targetPort: 8000 }]],
    ['by its name in its pods', web, traefikPorts],
  ])('which leads to the listener %s', (_how, each, ports) => {
    expect(at(['192.0.2.10'], [each], [balanced(ports)])).toEqual([
      'http http://shop.example.com/ at 192.0.2.10',
      'open',
    ]);
  });

  it('which the nodes have where its addresses are theirs', () => {
    expect(at(['10.0.0.1', '10.0.0.2'], [listener()], [onNodes()])).toEqual([
      'http http://shop.example.com:31080/ at 10.0.0.1, 10.0.0.2',
      'open',
    ]);
  });

  it('which the nodes have where nobody may read whose its addresses are', () => {
    const nodes = unread<never>();
    const found = (service: ServiceObject) => at(['203.0.113.7'], [listener()], [service], { nodes });
    expect([found(onNodes()), found(onNodes({ type: 'ClusterIP' }))]).toEqual([
      ['http http://shop.example.com:31080/ at 203.0.113.7', 'open'],
      [`unknown: ${hidden('http', 80)}`],
    ]);
  });

  it('which is there also where its external address is a node’s', () => {
    const service = onNodes({
      type: 'ClusterIP',
      externalIPs: ['10.0.0.1'],
      ports: [{ port: 80, targetPort: 8000 }],
    });
    expect(at(['10.0.0.1'], [listener({ port: 8000 })], [service])).toEqual([
      'http http://shop.example.com/ at 10.0.0.1',
      'open',
    ]);
  });

  it('also inside the cluster', () => {
    const inside =
      'inside: Gateway infra/public listens inside the cluster only. A forward leads to it from here.';
    const ports = [{ port: 80, targetPort: 8000 }];
    expect(at(['10.96.0.9'], [listener({ port: 8000 })], [onNodes({ type: 'ClusterIP', ports })])).toEqual([
      'http http://shop.example.com/ at 10.96.0.9',
      inside,
    ]);
  });

  it('of each of its services', () => {
    const other = balanced([{ port: 443, targetPort: 8443 }]);
    expect(at(['192.0.2.10'], [web, { ...https, port: 8443 }], [balanced(), other])).toEqual([
      'http http://shop.example.com/ at 192.0.2.10',
      'https https://shop.example.com/ at 192.0.2.10',
      'open',
    ]);
  });
});

describe('a listener to which no service leads', () => {
  it('is not known to be open', () => {
    expect(at(['192.0.2.10'], [listener({ port: 8000 })], [balanced()])).toEqual([
      `unknown: ${hidden('http', 8000)}`,
    ]);
  });

  it('is not known to be open at an address that is no node’s', () => {
    expect(at(['203.0.113.7'], [listener()], [onNodes()])).toEqual([`unknown: ${hidden('http', 80)}`]);
  });

  it('is told beside those that are open', () => {
    expect(at(['192.0.2.10'], [web, https], [balanced(traefikPorts.slice(0, 1))])).toEqual([
      'http http://shop.example.com/ at 192.0.2.10',
      'open',
      hidden('https', 443),
    ]);
  });

  it('is open at its own port where its pods are on nodes', () => {
    expect(at(['10.0.0.1'], [listener({ port: 8000 })], [onNodes({ type: 'ClusterIP' })])).toEqual([
      'http http://shop.example.com:8000/ at 10.0.0.1',
      'open',
    ]);
  });

  it('is open at its own port where no service is known', () => {
    expect(at(['192.0.2.10'], [listener({ port: 8000 })], [])).toEqual([
      'http http://shop.example.com:8000/ at 192.0.2.10',
      'open',
    ]);
  });
});
