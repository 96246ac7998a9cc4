import { describe, expect, it } from 'vitest';
import type { ServiceObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { message } from '../../../../src-main/shared/language/message.ts';
import { read, refused, unread } from '../world-samples.ts';
import {
  controller,
  ingress,
  notes,
  places,
  redirects,
  routes,
  rule,
  states,
  tls,
} from './ingress-samples.ts';

describe('an Ingress without an address', () => {
  const its = ingress({ tls, rules: [rule('shop.example.com'), rule('a.example')] }, { at: [] });

  it('is reached where its controller listens, at node ports', () => {
    const found = routes([its], { allServices: controller({ type: 'NodePort' }) });
    expect([places(found), states(found), notes(found)]).toEqual([
      [
        ['https://shop.example.com:30443/', '10.0.0.1', '10.0.0.2', 'fd00::2'],
        ['http://a.example:30080/', '10.0.0.1', '10.0.0.2', 'fd00::2'],
      ],
      [{ state: 'open' }],
      [message('ingress.addressOfController'), redirects],
    ]);
  });

  it('is asked for by the addresses of nodes where it names no host, which say whose they are', () => {
    const hostless = ingress({ rules: [rule(undefined)] }, { at: [] });
    const [found] = routes([hostless], { allServices: controller({ type: 'NodePort' }) });
    const node = (name: string, host: string) => ({ host, port: 30080, entries: [], node: name });
    expect(found?.access).toMatchObject({
      addresses: [node('node-1', '10.0.0.1'), node('node-2', '10.0.0.2'), node('node-2', 'fd00::2')],
    });
  });

  it('is reached at the load balancer of its controller', () => {
    const status = { loadBalancer: { ingress: [{ hostname: 'lb.example.com' }] } };
    const found = routes([its], { allServices: controller({ type: 'LoadBalancer' }, status) });
    expect(places(found)).toEqual([
      ['https://shop.example.com/', 'lb.example.com'],
      ['http://a.example/', 'lb.example.com'],
    ]);
  });

  it('waits for one where nothing tells where its controller listens, and its names may be tried', () => {
    const found = routes([its]);
    expect([places(found), states(found)]).toEqual([
      [['https://shop.example.com/'], ['http://a.example/']],
      [
        {
          state: 'waiting',
          since: Date.parse('2026-01-01T00:00:00Z'),
          why: message('ingress.withoutAddress', { name: 'nginx' }),
        },
      ],
    ]);
  });

  it('is inside the cluster where its controller’s service is, unless nodes that may not be read open it', () => {
    const ports = [{ name: 'http', port: 80 }];
    const inside = routes([its], { allServices: controller({ type: 'ClusterIP', ports }) });
    const onNodes = routes([its], { allServices: controller({ type: 'NodePort' }), nodes: unread() });
    const why = message('ingress.controllerInside', { namespace: 'ingress', service: 'it' });
    expect([states(inside), states(onNodes)]).toMatchObject([
      [{ state: 'inside', why }],
      [{ state: 'waiting' }],
    ]);
    expect(inside[0]?.serving).toMatchObject([{ namespace: 'ingress', name: 'it' }]);
  });

  it.each([unread<ServiceObject>(), { ...read<ServiceObject>(), elsewhere: refused }])(
    'is unknown where the services of its controller may not be read',
    (allServices) => {
      expect(states(routes([its], { allServices }))).toEqual([
        { state: 'unknown', why: message('entrance.unread') },
      ]);
    },
  );

  it('is unknown where its controller listens for nothing of what it asks for', () => {
    const ports = [{ name: 'http', port: 80, nodePort: 30080 }];
    const secured = ingress({ tls, rules: [rule('shop.example.com')] }, { at: [] });
    const found = routes([secured], { allServices: controller({ type: 'NodePort', ports }) });
    expect(states(found)).toEqual([{ state: 'unknown', why: message('ingress.noPort') }]);
  });
});

describe('the address of an Ingress’s status', () => {
  const rules = [rule('a.example')];

  it('is asked at the node port of its controller where it is a node’s', () => {
    const found = routes([ingress({ rules }, { at: ['10.0.0.2'] })], {
      allServices: controller({ type: 'NodePort' }),
    });
    expect(places(found)).toEqual([['http://a.example:30080/', '10.0.0.2']]);
  });

  it('is asked at the port of its controller’s service where it is that one’s', () => {
    const ports = [{ name: 'http', port: 8000 }];
    const status = { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } };
    const found = routes([ingress({ rules }, { at: ['192.0.2.1', '192.0.2.9'] })], {
      allServices: controller({ type: 'LoadBalancer', ports }, status),
    });
    expect(places(found)).toEqual([
      ['http://a.example:8000/', '192.0.2.1'],
      ['http://a.example/', '192.0.2.9'],
    ]);
  });

  it('is told to be inside where it is a cluster IP', () => {
    const allServices = controller({ type: 'ClusterIP', clusterIP: '10.96.0.7' });
    expect(states(routes([ingress({ rules }, { at: ['10.96.0.7'] })], { allServices }))).toEqual([
      { state: 'inside', why: message('ingress.insideOnly') },
    ]);
  });

  it.each([
    ['10.96.0.7', 'unknown'],
    ['fd00:10::7', 'unknown'],
    ['34.118.225.9', 'unknown'],
    ['10.0.0.2', 'open'],
    ['192.0.2.1', 'open'],
  ])(
    'is not known to be outside where services may not be read and it may be a cluster IP (%s)',
    (at, state) => {
      const found = routes([ingress({ rules }, { at: [at] })], { allServices: unread() });
      const why = message('entrance.sideUnread', { address: at });
      expect([places(found), states(found)]).toEqual([
        [['http://a.example/', at]],
        [state === 'open' ? { state } : { state, why }],
      ]);
    },
  );

  it('is told to be inside where it is a service’s name in the cluster', () => {
    const its = ingress({ rules });
    const named = { loadBalancer: { ingress: [{ hostname: 'it.ingress.svc.cluster.local' }] } };
    expect(states(routes([{ ...its, status: named }]))).toEqual([
      { state: 'inside', why: message('ingress.insideOnly') },
    ]);
  });

  it('gives way to node ports where it is a cluster IP', () => {
    const allServices = controller({ type: 'NodePort', clusterIPs: ['10.96.0.7'] });
    expect(places(routes([ingress({ rules }, { at: ['10.96.0.7'] })], { allServices }))).toEqual([
      ['http://a.example:30080/', '10.0.0.1', '10.0.0.2', 'fd00::2'],
    ]);
  });
});
