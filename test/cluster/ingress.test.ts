import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliProcess } from '../support/cli-process.ts';
import { nodeAddress } from './addresses.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { provideHostRequirements } from './host-requirements.ts';
import { IngressProxy, type ServedIngress } from './ingress-proxy.ts';
import { servedEntry } from '../support/served-entry.ts';
import * as manifests from './manifests.ts';
import { TestNamespace } from './test-namespace.ts';

/** The label by which HAProxy Technologies' own manifest selects its controller. */
const controllerLabels = { run: 'haproxy-ingress' };
const shop = 'shop.example.com';

let cluster: Cluster;
let namespace: TestNamespace;
let proxy: IngressProxy;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  await provideHostRequirements();
  cluster = await startCluster();
  namespace = stack.use(await TestNamespace.create(cluster.kubectl, 'ingress'));
  stack.defer(() => cluster.kubectl.run(['delete', 'ingressclass', namespace.name]).then(() => undefined));
  await cluster.kubectl.apply([
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: namespace.name },
      spec: { controller: 'haproxy.org/ingress-controller' },
    },
  ]);
  await namespace.apply(
    manifests.deployment('web', { replicas: 2 }),
    manifests.service('web'),
    ingress('front', namespace.name, {
      tls: [{ hosts: [shop], secretName: 'shop-tls' }],
      rules: [
        rule(shop, '/', 'Prefix'),
        rule('plain.example.com', '/ready', 'Exact'),
        rule('*.wild.example.com', '/', 'Prefix'),
      ],
    }),
    ingress('dangling', 'no-such-class', { rules: [rule('dangling.example.com', '/', 'Prefix')] }),
  );
  await namespace.readyPods('app=web', 2);
  const served = JSON.parse(
    await namespace.kubectl('get', 'ingress', 'front', '--output=json'),
  ) as ServedIngress;
  const ip = await namespace.kubectl('get', 'service', 'web', '--output=jsonpath={.spec.clusterIP}');
  proxy = stack.use(await IngressProxy.start([served], new Map([['web', ip]]), shop));
});
afterAll(() => stack.disposeAsync());

function ingress(name: string, ingressClassName: string, spec: object): manifests.Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name },
    spec: { ingressClassName, ...spec },
  };
}

function rule(host: string, path: string, pathType: string): object {
  const backend = { service: { name: 'web', port: { number: 80 } } };
  return { host, http: { paths: [{ path, pathType, backend }] } };
}

interface Address {
  readonly text: string;
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly isPattern: boolean;
  readonly entries: readonly string[];
}

interface IngressRoute {
  readonly kind: string;
  readonly opener: { readonly name: string };
  readonly servedBy: string | null;
  readonly access: { readonly addresses: readonly Address[] };
  readonly state: string;
  readonly why: string | null;
  readonly notes: readonly string[];
}

/** The Ingresses among the ways in, by name. */
async function ways(): Promise<Record<string, IngressRoute>> {
  await using cli = new CliProcess([
    'ways',
    'svc/web',
    '-n',
    namespace.name,
    '-o',
    'json',
    '--kubeconfig',
    cluster.kubeconfigPath,
  ]);
  expect([await cli.exit(), cli.err]).toEqual([0, []]);
  const { routes } = JSON.parse(cli.out.join('\n')) as { routes: readonly IngressRoute[] };
  return Object.fromEntries(
    routes.filter(({ kind }) => kind === 'ingress').map((each) => [each.opener.name, each]),
  );
}

/** What answers at an entry when it is asked for the address, as `curl --resolve` asks: the pod's deployment, or the code. */
async function ask({ scheme, host, port, path }: Address, entry: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const asked = { host: entry, port, path, agent: false, headers: { host: `${host}:${String(port)}` } };
  const outgoing =
    scheme === 'https'
      ? requestSecure({ ...asked, servername: host, ca: proxy.certificate }, resolve)
      : requestPlain(asked, resolve);
  outgoing.on('error', reject).end();
  const response = await promise;
  const body = await text(response);
  return `${String(response.statusCode)} ${/pod=([a-z]+)/.exec(body)?.[1] ?? body.trim()}`;
}

/** The same for each address of a route at each of its entries. */
async function askAll({ access }: IngressRoute): Promise<readonly (readonly string[])[]> {
  const each = access.addresses.flatMap((address) => address.entries.map((entry) => ({ address, entry })));
  return Promise.all(
    each.map(async ({ address, entry }) => {
      // A wildcard stands for any name there.
      const host = address.host.replace('*', 'any');
      return [address.text, entry, await ask({ ...address, host }, entry)];
    }),
  );
}

describe('an Ingress that a real proxy serves', () => {
  it('answers from its pods at just the places that are told, at the address of its status', async () => {
    await namespace.patchStatus('ingress', 'front', { loadBalancer: { ingress: [{ ip: nodeAddress }] } });
    const { front } = await ways();
    const { servedBy, state, why, notes } = front as IngressRoute;
    expect([{ servedBy, state, why, notes }, await askAll(front as IngressRoute)]).toEqual([
      {
        servedBy: namespace.name,
        state: 'open',
        why: null,
        notes: ['Plain HTTP is usually redirected to HTTPS here.'],
      },
      [
        [`https://${shop}/`, nodeAddress, '200 web'],
        ['http://plain.example.com/ready', nodeAddress, '200 ready'],
        ['http://*.wild.example.com/', nodeAddress, '200 web'],
      ],
    ]);
  });

  it('answers nowhere else, and plain HTTP is redirected', async () => {
    const asked = { scheme: 'http', port: 80, path: '/', text: '', isPattern: false, entries: [] };
    const answers = ['other.example.com', 'plain.example.com', shop].map((host) =>
      ask({ ...asked, host }, nodeAddress),
    );
    expect((await Promise.all(answers)).map((answer) => answer.slice(0, 3))).toEqual(['503', '503', '302']);
  });

  it('is served here by its name alone, at the address of its status', async () => {
    const where = ['-n', namespace.name, '--kubeconfig', cluster.kubeconfigPath];
    const served = await Promise.all([
      servedEntry(['svc/web', shop, ...where], /certificate/),
      servedEntry(['svc/web', 'plain.example.com', ...where], /plain/, '/ready'),
    ]);
    expect(served).toEqual([
      {
        site: `https://${shop}`,
        page: expect.stringMatching(/^pod=web-/) as string,
        told: [`https://${shop} at ${nodeAddress}:443.`, 'Its certificate is self-signed.'],
      },
      {
        site: 'http://plain.example.com',
        page: 'ready\n',
        told: [`http://plain.example.com at ${nodeAddress}:80.`],
      },
    ]);
  });

  it('answers at the node ports of its controller’s service where its status names no address', async () => {
    const ports = [
      { name: 'http', port: 80, targetPort: 80 },
      { name: 'https', port: 443, targetPort: 443 },
    ];
    await namespace.apply(
      manifests.service('controller', { type: 'NodePort', selector: controllerLabels, ports }),
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'controller-node', labels: { 'kubernetes.io/service-name': 'controller' } },
        addressType: 'IPv4',
        endpoints: [{ addresses: [nodeAddress], conditions: { ready: true } }],
        ports: ports.map(({ name, port }) => ({ name, port, protocol: 'TCP' })),
      },
    );
    await namespace.patchStatus('ingress', 'front', { loadBalancer: { ingress: [] } });
    const chosen = await namespace.kubectl(
      'get',
      'service',
      'controller',
      '--output=jsonpath={.spec.ports[*].nodePort}',
    );
    const [http, https] = chosen.split(' ') as [string, string];
    const { front } = await ways();
    expect([front?.state, await askAll(front as IngressRoute)]).toEqual([
      'open',
      [
        [`https://${shop}:${https}/`, nodeAddress, '200 web'],
        [`http://plain.example.com:${http}/ready`, nodeAddress, '200 ready'],
        [`http://*.wild.example.com:${http}/`, nodeAddress, '200 web'],
      ],
    ]);
    // No forward leads to a service without pods.
    const where = ['-n', namespace.name, '--kubeconfig', cluster.kubeconfigPath];
    const { site, page, told } = await servedEntry(['svc/web', shop, ...where], /certificate/);
    expect([site, /^pod=web-/.test(page), told[0]]).toEqual([
      `https://${shop}:${https}`,
      true,
      `https://${shop}:${https} at ${nodeAddress}:${https}.`,
    ]);
  });
});

it('an Ingress of a class that is not there is broken, and says which', async () => {
  const { dangling } = await ways();
  expect([dangling?.servedBy, dangling?.state, dangling?.why]).toEqual([
    'no-such-class',
    'broken',
    'There is no Ingress class no-such-class, so controllers may ignore this Ingress. Name one that is there.',
  ]);
});
