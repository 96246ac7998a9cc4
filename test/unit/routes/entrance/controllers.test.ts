import { describe, expect, it } from 'vitest';
import type { ServiceObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import {
  entranceByLabels,
  entranceOfController,
  entranceOfKnown,
} from '../../../../src-main/engine/routes/entrance/controllers.ts';
import type { RouteWorld } from '../../../../src-main/engine/routes/world.ts';
import { message } from '../../../../src-main/shared/language/message.ts';
import { read, refused, unread, webSubject, worldWith } from '../world-samples.ts';

const web = [
  { name: 'http', port: 80, nodePort: 30080, protocol: 'TCP' },
  { name: 'https', port: 443, nodePort: 30443, protocol: 'TCP' },
];
const nginx = { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' };
const served = {
  namespace: 'ingress',
  name: 'controller',
  ports: [
    { port: 80, scheme: 'http', nodePort: 30080 },
    { port: 443, scheme: 'https', nodePort: 30443 },
  ],
};
const unknown = { state: 'unknown', why: message('entrance.unknown') };

function service(
  selector: Readonly<Record<string, string>>,
  spec: ServiceObject['spec'],
  status: ServiceObject['status'] = {},
  metadata = { namespace: 'ingress', name: 'controller' },
): ServiceObject {
  return { metadata, spec: { selector, ports: web, ...spec }, status };
}

function worldOf(...services: readonly ServiceObject[]): RouteWorld {
  return worldWith({ allServices: read(...services) });
}

const ofNginx = (world: RouteWorld) =>
  entranceOfController({ controller: 'k8s.io/ingress-nginx', className: 'nginx' }, webSubject, world);

/** Hosts with the ports for HTTP and HTTPS there. */
function places(entrance: ReturnType<typeof ofNginx>) {
  return entrance.state === 'known'
    ? entrance.points.map(({ host, node, http, https }) => [host, node, http, https])
    : entrance;
}

describe('the entrance of a controller', () => {
  it('is where its load balancer and its external addresses are', () => {
    const ingress = [{ ip: '192.0.2.1' }, { hostname: 'lb.example.com' }, { ip: '2001:db8::1' }, {}];
    const spec = { type: 'LoadBalancer', externalIPs: ['198.51.100.7'] };
    expect(places(ofNginx(worldOf(service(nginx, spec, { loadBalancer: { ingress } }))))).toEqual([
      ['192.0.2.1', null, 80, 443],
      ['lb.example.com', null, 80, 443],
      ['2001:db8::1', null, 80, 443],
      ['198.51.100.7', null, 80, 443],
    ]);
  });

  it.each(['NodePort', 'LoadBalancer'])('is its node ports for a %s without an address', (type) => {
    expect(ofNginx(worldOf(service(nginx, { type })))).toEqual({
      services: [served],
      state: 'known',
      points: [
        ['node-1', '10.0.0.1'],
        ['node-2', '10.0.0.2'],
        ['node-2', 'fd00::2'],
      ].map(([node, host]) => ({
        node,
        host,
        http: 30080,
        https: 30443,
        ports: new Map([
          [80, 30080],
          [443, 30443],
        ]),
        named: new Map([
          ['http', 30080],
          ['https', 30443],
        ]),
        targets: new Map(),
      })),
      notes: [],
    });
  });

  it('says that only some nodes answer where traffic stays on them', () => {
    const local = service(nginx, { type: 'NodePort', externalTrafficPolicy: 'Local' });
    expect(ofNginx(worldOf(local))).toMatchObject({ state: 'known', notes: [message('entrance.local')] });
  });

  it('says that nothing tells which of several services leads to it', () => {
    const [one, other] = ['192.0.2.1', '192.0.2.2'].map((ip) =>
      service(nginx, { type: 'LoadBalancer' }, { loadBalancer: { ingress: [{ ip }] } }),
    ) as [ServiceObject, ServiceObject];
    const found = ofNginx(worldOf(one, other));
    expect([places(found), found]).toMatchObject([
      [
        ['192.0.2.1', null, 80, 443],
        ['192.0.2.2', null, 80, 443],
      ],
      { notes: [message('entrance.ambiguous', { services: 2 })] },
    ]);
  });

  it.each([
    ['there is no service of it', service({ app: 'other' }, { type: 'NodePort' })],
    ['its service is inside the cluster', service(nginx, { type: 'ClusterIP' })],
    [
      'its service is only for its metrics',
      service(nginx, { type: 'NodePort', ports: [{ name: 'metrics', port: 10254, nodePort: 31000 }] }),
    ],
    ['its service has no ports', service(nginx, { type: 'NodePort', ports: [] })],
    [
      'its service is only for UDP',
      service(nginx, {
        type: 'NodePort',
        ports: [{ name: 'http', port: 80, nodePort: 30080, protocol: 'UDP' }],
      }),
    ],
    ['its service is empty', {}],
  ])('is unknown where %s', (_why, its) => {
    expect(ofNginx(worldOf(its))).toMatchObject(unknown);
  });

  it('names its service also where that is inside the cluster, with what its ports speak', () => {
    const ports = [...web.map((port) => ({ ...port, nodePort: 0 })), { name: 'admin', port: 9000 }];
    const { services } = ofNginx(worldOf(service(nginx, { type: 'ClusterIP', ports })));
    expect(services).toEqual([
      {
        ...served,
        ports: [
          { port: 80, scheme: 'http', nodePort: null },
          { port: 443, scheme: 'https', nodePort: null },
          { port: 9000, scheme: null, nodePort: null },
        ],
      },
    ]);
  });

  it.each([
    ['no service may be read', unread<ServiceObject>()],
    ['only those of the namespace may be read', { ...read<ServiceObject>(), elsewhere: refused }],
  ] as const)('is said to be unread where %s', (_why, allServices) => {
    expect(ofNginx(worldWith({ allServices }))).toEqual({
      services: [],
      state: 'unknown',
      why: message('entrance.unread'),
    });
  });

  it('has no port for HTTPS where its service has none', () => {
    const ports = [{ name: 'web', port: 8000, nodePort: 30800 }];
    const found = ofNginx(worldOf(service(nginx, { type: 'NodePort', ports })));
    expect(found).toMatchObject({ points: Array(3).fill({ http: 30800, https: null }) });
  });
});

describe('a controller is known', () => {
  const address = { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } };
  const type = 'LoadBalancer';
  const at = (controller: string | null, className: string | null, its: ServiceObject) =>
    entranceOfController({ controller, className }, webSubject, worldOf(its)).state;

  it.each([
    ['k8s.io/ingress-nginx', { app: 'nginx-ingress', component: 'controller', release: 'edge' }],
    ['nginx.org/ingress-controller', { app: 'nginx-ingress' }],
    ['traefik.io/ingress-controller', { 'app.kubernetes.io/name': 'traefik' }],
    ['traefik.io/ingress-controller/edge', { app: 'traefik' }],
    ['haproxy.org/ingress-controller/haproxy', { 'app.kubernetes.io/name': 'kubernetes-ingress' }],
    ['haproxy-ingress.github.io/controller', { run: 'haproxy-ingress' }],
    [
      'projectcontour.io/ingress-controller',
      { 'app.kubernetes.io/name': 'contour', 'app.kubernetes.io/component': 'envoy' },
    ],
    ['istio.io/ingress-controller', { app: 'istio-ingressgateway', istio: 'ingressgateway' }],
    [
      'ingress-controllers.konghq.com/kong',
      { 'app.kubernetes.io/name': 'kong', 'app.kubernetes.io/component': 'app' },
    ],
    [
      'openshift.io/ingress-to-route',
      { 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller': 'default' },
    ],
  ])('as %s by the labels %j', (controller, labels) => {
    expect(at(controller, 'own', service(labels, { type }, address))).toBe('known');
  });

  it.each([
    ['projectcontour.io/ingress-controller', { namespace: 'projectcontour', name: 'envoy' }],
    ['cilium.io/ingress-controller', { namespace: 'kube-system', name: 'cilium-ingress' }],
  ])('as %s by its name', (controller, metadata) => {
    expect(at(controller, 'own', service({}, { type }, address, metadata))).toBe('known');
  });

  it('by the usual name of its class where there is no such class', () => {
    const its = service({ app: 'traefik' }, { type }, address);
    expect([at(null, 'traefik', its), at(null, 'nginx', its), at(null, null, its)]).toEqual([
      'known',
      'unknown',
      'unknown',
    ]);
  });

  it('not by what only begins like it, or what objects inherit', () => {
    const its = service({ app: 'traefik' }, { type }, address);
    const odd = ['traefik.io/ingress-controllers', 'constructor', '__proto__', ''];
    expect(odd.map((controller) => at(controller, 'traefik', its))).toEqual(odd.map(() => 'unknown'));
  });

  it('for the kinds that are its own', () => {
    const its = service({ app: 'traefik' }, { type }, address);
    expect(entranceOfKnown('traefik', webSubject, worldOf(its)).state).toBe('known');
  });
});

describe('labels', () => {
  const gateway = service(
    { app: 'edge', istio: 'ingressgateway' },
    { type: 'LoadBalancer', ports: [{ name: 'tcp', port: 31400 }] },
    { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
  );

  it('choose services that ask for all of them, whatever their ports', () => {
    expect(entranceByLabels({ istio: 'ingressgateway' }, webSubject, worldOf(gateway))).toEqual({
      services: [{ ...served, ports: [{ port: 31400, scheme: null, nodePort: null }] }],
      state: 'known',
      points: [
        {
          host: '192.0.2.1',
          node: null,
          http: null,
          https: null,
          ports: new Map([[31400, 31400]]),
          named: new Map([['tcp', 31400]]),
          targets: new Map(),
        },
      ],
      notes: [],
    });
  });

  it.each([[{}], [{ istio: 'egressgateway' }], [{ app: 'edge', team: 'shop' }], [{ constructor: 'edge' }]])(
    'of %j choose none',
    (labels: Record<string, string>) => {
      expect(entranceByLabels(labels, webSubject, worldOf(gateway))).toEqual({ services: [], ...unknown });
    },
  );
});
