import { nodeAddress } from './addresses.ts';
import type { Manifest } from './manifests.ts';

/** The node listens there for the gateway; nothing else of the tests does. */
export const gatewayPorts = {
  http: 28080,
  extra: 28081,
  https: 28443,
  tls: 28444,
  sealed: 28445,
  tcp: 27000,
} as const;

export function gatewayClass(name: string): Manifest {
  return object('GatewayClass', name, { controllerName: 'portolan.test/haproxy' });
}

/** What those who run the gateway have in their namespace; routes of theirs lead to the one of the shop. */
export function edgeObjects(className: string, shop: string): Manifest[] {
  const tls = { mode: 'Terminate', certificateRefs: [{ name: 'public' }] };
  const all = { namespaces: { from: 'All' } };
  const selector = { matchLabels: { 'kubernetes.io/metadata.name': shop } };
  const hostname = '*.example.com';
  const toShop = [{ backendRefs: [{ namespace: shop, name: 'web', port: 80 }] }];
  return [
    object('Gateway', 'public', {
      gatewayClassName: className,
      allowedListeners: { namespaces: { from: 'Selector', selector } },
      listeners: [
        { name: 'http', port: gatewayPorts.http, protocol: 'HTTP', hostname, allowedRoutes: all },
        {
          name: 'https',
          port: gatewayPorts.https,
          protocol: 'HTTPS',
          hostname,
          tls,
          allowedRoutes: { namespaces: { from: 'Selector', selector } },
        },
        {
          name: 'tls',
          port: gatewayPorts.tls,
          protocol: 'TLS',
          tls,
          allowedRoutes: { ...all, kinds: [{ kind: 'TLSRoute' }] },
        },
        {
          name: 'sealed',
          port: gatewayPorts.sealed,
          protocol: 'TLS',
          hostname: 'sealed.example.com',
          tls: { mode: 'Passthrough' },
          allowedRoutes: { ...all, kinds: [{ kind: 'TLSRoute' }] },
        },
        { name: 'tcp', port: gatewayPorts.tcp, protocol: 'TCP', allowedRoutes: all },
      ],
    }),
    object('Gateway', 'pending', {
      gatewayClassName: className,
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: all }],
    }),
    object('Gateway', 'private', {
      gatewayClassName: className,
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
    }),
    // The gateway takes listeners from the shop alone.
    extraListener('uninvited', null),
    object('HTTPRoute', 'uninvited', { parentRefs: onSet('uninvited'), rules: toShop }),
    object('HTTPRoute', 'granted', {
      parentRefs: [{ name: 'public', sectionName: 'http' }],
      hostnames: ['edge.example.com'],
      rules: toShop,
    }),
    object('GRPCRoute', 'ungranted', {
      parentRefs: [{ name: 'public', sectionName: 'http' }],
      hostnames: ['ungranted.example.com'],
      rules: toShop,
    }),
  ];
}

/** What the application has in its own, beside its service `web`. */
export function shopObjects(edge: string): Manifest[] {
  const parentRefs = [{ namespace: edge, name: 'public' }];
  const backendRefs = [{ name: 'web', port: 80 }];
  const through = (name: string) => [{ namespace: edge, name }];
  return [
    object('ReferenceGrant', 'edge', {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: edge }],
      to: [{ group: '', kind: 'Service', name: 'web' }],
    }),
    object('HTTPRoute', 'shop', {
      parentRefs,
      hostnames: ['shop.example.com', '*.shops.example.com', 'shop.example.net'],
      rules: [
        {
          matches: [
            { path: { type: 'PathPrefix', value: '/' } },
            { path: { type: 'Exact', value: '/ready' } },
          ],
          backendRefs,
        },
      ],
    }),
    extraListener('extra', edge),
    object('HTTPRoute', 'extra', { parentRefs: onSet('extra'), rules: [{ backendRefs }] }),
    object('HTTPRoute', 'redirected', {
      parentRefs: [{ ...parentRefs[0], sectionName: 'http' }],
      hostnames: ['secure.example.com'],
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] }],
    }),
    object('HTTPRoute', 'secure', {
      parentRefs: [{ ...parentRefs[0], sectionName: 'https' }],
      hostnames: ['secure.example.com'],
      rules: [
        {
          matches: [{ method: 'GET' }],
          backendRefs: [
            { ...backendRefs[0], weight: 1 },
            { name: 'gone', port: 80, weight: 1 },
          ],
        },
      ],
    }),
    object('HTTPRoute', 'late', { parentRefs: through('pending'), rules: [{ backendRefs }] }),
    object('HTTPRoute', 'lost', { parentRefs: through('none'), rules: [{ backendRefs }] }),
    object('HTTPRoute', 'shut-out', { parentRefs: through('private'), rules: [{ backendRefs }] }),
    object('HTTPRoute', 'wrong-port', {
      parentRefs,
      hostnames: ['wrong.example.com'],
      rules: [{ backendRefs: [{ name: 'web', port: 81 }] }],
    }),
    object('GRPCRoute', 'calls', { parentRefs, hostnames: ['calls.example.com'], rules: [{ backendRefs }] }),
    object('TLSRoute', 'secret', {
      parentRefs,
      hostnames: ['secret.example.com'],
      rules: [{ backendRefs: [{ name: 'web', port: 7000 }] }],
    }),
    object('TLSRoute', 'sealed', {
      parentRefs: [{ namespace: edge, name: 'public', sectionName: 'sealed' }],
      hostnames: ['sealed.example.com'],
      rules: [{ backendRefs: [{ name: 'web', port: 443 }] }],
    }),
    object('TCPRoute', 'raw', { parentRefs, rules: [{ backendRefs: [{ name: 'web', port: 7000 }] }] }),
  ];
}

const host = 'req.hdr(host),field(1,:),lower';

/** What the gateway and its routes ask for, as HAProxy says it; `web` is the cluster IP of the service. */
export function gatewayProxy(web: string, certificate: string): string {
  return `
global
  maxconn 100
defaults
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend http
  mode http
  bind ${nodeAddress}:${String(gatewayPorts.http)}
  use_backend web if { ${host} shop.example.com edge.example.com calls.example.com }
  use_backend web if { ${host} -m end .shops.example.com }
frontend extra
  mode http
  bind ${nodeAddress}:${String(gatewayPorts.extra)}
  use_backend web if { ${host} extra.example.com }
frontend https
  mode http
  bind ${nodeAddress}:${String(gatewayPorts.https)} ssl crt ${certificate} alpn h2,http/1.1
  use_backend web if { ${host} shop.example.com secure.example.com calls.example.com }
  use_backend web if { ${host} -m end .shops.example.com }
frontend tls
  mode tcp
  bind ${nodeAddress}:${String(gatewayPorts.tls)} ssl crt ${certificate}
  use_backend echo if { ssl_fc_sni secret.example.com }
frontend sealed
  mode tcp
  bind ${nodeAddress}:${String(gatewayPorts.sealed)}
  tcp-request inspect-delay 5s
  tcp-request content accept if { req.ssl_hello_type 1 }
  use_backend sealed if { req.ssl_sni sealed.example.com }
frontend tcp
  mode tcp
  bind ${nodeAddress}:${String(gatewayPorts.tcp)}
  default_backend echo
backend web
  mode http
  server web ${web}:80
backend sealed
  mode tcp
  server web ${web}:443
backend echo
  mode tcp
  server web ${web}:7000
`;
}

/** A set of one listener, for the host of its name, that is meant for the gateway `public` of that namespace; null is its own. */
function extraListener(name: string, namespace: string | null): Manifest {
  return object('ListenerSet', name, {
    parentRef: { ...(namespace !== null && { namespace }), name: 'public' },
    listeners: [
      { name: 'http', port: gatewayPorts.extra, protocol: 'HTTP', hostname: `${name}.example.com` },
    ],
  });
}

function onSet(name: string): object[] {
  return [{ kind: 'ListenerSet', name }];
}

function object(kind: string, name: string, spec: object): Manifest {
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name }, spec };
}
