import type { Manifest } from './manifests.ts';

const host = 'shop.example.com';
const services = [{ name: 'web', port: 80 }];

/** The service of a controller that serves from outside. */
export function controllerService(
  name: string,
  selector: Readonly<Record<string, string>>,
  ports: readonly { readonly name: string; readonly port: number }[],
): Manifest {
  const spec = { type: 'LoadBalancer', selector, ports };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec };
}

/** Objects of each kind, all of which lead to service `web`; `namespace` is where they go. */
export function customObjects(namespace: string): readonly Manifest[] {
  const of = (apiVersion: string, kind: string, name: string, spec: object): Manifest => ({
    apiVersion,
    kind,
    metadata: { name },
    spec,
  });
  const nginx = 'k8s.nginx.org/v1';
  const traefik = 'traefik.io/v1alpha1';
  const istio = 'networking.istio.io/v1';
  const upstreams = [{ name: 'web', service: 'web', port: 80 }];
  const action = { pass: 'web' };
  const toWeb = [{ destination: { host: 'web', port: { number: 80 } } }];
  return [
    of(nginx, 'VirtualServer', 'shop', {
      host,
      tls: { secret: 'shop-tls', redirect: { enable: true } },
      upstreams,
      routes: [
        { path: '/', action },
        { path: '/tea', route: `${namespace}/tea` },
      ],
    }),
    of(nginx, 'VirtualServerRoute', 'tea', {
      host,
      upstreams,
      subroutes: [{ path: '~ ^/tea/[0-9]+$', action }],
    }),
    of(traefik, 'IngressRoute', 'shop', {
      entryPoints: ['web'],
      routes: [
        { kind: 'Rule', match: `Host(\`${host}\`) && PathPrefix(\`/tea\`)`, services },
        { kind: 'Rule', match: 'HostRegexp(`^.+\\.example\\.com$`)', services },
      ],
    }),
    of(traefik, 'IngressRoute', 'dangling', {
      routes: [{ kind: 'Rule', match: `Host(\`${host}\`)`, services: [{ name: 'web', port: 8888 }] }],
      tls: {},
    }),
    of(traefik, 'IngressRoute', 'canary', {
      entryPoints: ['web'],
      routes: [
        {
          kind: 'Rule',
          match: `Host(\`${host}\`) && PathPrefix(\`/canary\`)`,
          services: [{ kind: 'TraefikService', name: 'canary' }],
        },
      ],
    }),
    of(traefik, 'TraefikService', 'canary', {
      weighted: {
        services: [
          { name: 'web', port: 80, weight: 1 },
          { name: 'web-next', port: 80, weight: 0 },
        ],
      },
    }),
    of(traefik, 'IngressRouteTCP', 'echo', {
      entryPoints: ['echo'],
      routes: [{ match: 'HostSNI(`*`)', services: [{ name: 'web', port: 7000 }] }],
    }),
    of('route.openshift.io/v1', 'Route', 'shop', {
      host,
      path: '/tea',
      to: { kind: 'Service', name: 'web', weight: 100 },
      port: { targetPort: 'http' },
      tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Allow' },
      wildcardPolicy: 'None',
    }),
    of('projectcontour.io/v1', 'HTTPProxy', 'shop', {
      virtualhost: { fqdn: host, tls: { secretName: 'shop-tls' } },
      includes: [{ name: 'tea', conditions: [{ prefix: '/tea' }] }],
    }),
    of('projectcontour.io/v1', 'HTTPProxy', 'tea', {
      routes: [{ conditions: [{ exact: '/green' }], services }],
    }),
    of('projectcontour.io/v1', 'HTTPProxy', 'orphan', { routes: [{ services }] }),
    of(istio, 'Gateway', 'edge', {
      selector: { istio: namespace },
      servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*.example.com'] }],
    }),
    of(istio, 'VirtualService', 'shop', {
      hosts: [host],
      gateways: ['edge', 'gone'],
      http: [
        { match: [{ uri: { prefix: '/tea' } }], route: toWeb },
        { match: [{ uri: { exact: '/beta' }, headers: { 'x-beta': { exact: 'yes' } } }], route: toWeb },
      ],
    }),
    of(istio, 'VirtualService', 'inside', { hosts: ['web'], http: [{ route: toWeb }] }),
  ];
}

/** What the controllers would write, by resource and name. */
export const statuses: readonly (readonly [resource: string, name: string, status: object])[] = [
  [
    'virtualservers.k8s.nginx.org',
    'shop',
    { state: 'Valid', reason: 'AddedOrUpdated', externalEndpoints: [{ ip: '192.0.2.1', ports: '[80,443]' }] },
  ],
  ['virtualserverroutes.k8s.nginx.org', 'tea', { state: 'Valid', reason: 'AddedOrUpdated' }],
  [
    'routes.route.openshift.io',
    'shop',
    {
      ingress: [
        {
          host,
          routerName: 'default',
          routerCanonicalHostname: 'router-default.apps.example.com',
          conditions: [{ type: 'Admitted', status: 'True' }],
        },
      ],
    },
  ],
  [
    'httpproxies.projectcontour.io',
    'shop',
    { currentStatus: 'valid', loadBalancer: { ingress: [{ ip: '192.0.2.3' }] } },
  ],
  ['httpproxies.projectcontour.io', 'tea', { currentStatus: 'valid' }],
  ['httpproxies.projectcontour.io', 'orphan', { currentStatus: 'orphaned' }],
  ['services', 'traefik', { loadBalancer: { ingress: [{ ip: '192.0.2.2' }] } }],
  ['services', 'istio', { loadBalancer: { ingress: [{ hostname: 'istio.example.com' }] } }],
];
