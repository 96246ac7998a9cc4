import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteAddress } from '../../src-main/shared/route.ts';
import { CliProcess } from '../support/cli-process.ts';
import { routeAnswer } from '../support/route-answer.ts';
import { servedEntry } from '../support/served-entry.ts';
import { makeCertificate } from '../support/test-certificate.ts';
import { nodeAddress } from './addresses.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { edgeObjects, gatewayClass, gatewayPorts, gatewayProxy, shopObjects } from './gateway-manifests.ts';
import * as manifests from './manifests.ts';
import { NodeProxy } from './node-proxy.ts';
import { TestNamespace } from './test-namespace.ts';

let cluster: Cluster;
/** Of the application, and of those who run the gateway. */
let shop: TestNamespace;
let edge: TestNamespace;
let className: string;
let pod: string;
let routes: readonly RouteJson[];
const stack = new AsyncDisposableStack();

interface RouteJson {
  readonly kind: string;
  readonly opener: { readonly kind: string; readonly namespace: string; readonly name: string };
  readonly servedBy: string | null;
  readonly service: string | null;
  readonly port: { readonly name: string | null; readonly port: number } | null;
  readonly access: { readonly addresses: readonly (RouteAddress & { readonly text: string })[] };
  readonly state: string;
  readonly why: string | null;
  readonly notes: readonly string[];
}

beforeAll(async () => {
  cluster = await startCluster();
  shop = stack.use(await TestNamespace.create(cluster.kubectl, 'gateway-shop'));
  edge = stack.use(await TestNamespace.create(cluster.kubectl, 'gateway-edge'));
  // Classes belong to the whole cluster.
  className = edge.name;
  await cluster.kubectl.apply([gatewayClass(className)]);
  stack.defer(async () => {
    await cluster.kubectl.run(['delete', 'gatewayclass', className, '--wait=false']);
  });
  const ports = [
    { name: 'http', port: 80, targetPort: 'http' },
    { name: 'echo', port: 7000, targetPort: 'echo' },
    { name: 'https', port: 443, targetPort: 8443 },
  ];
  const web = [manifests.deployment('web', { args: ['-https=8443'] }), manifests.service('web', { ports })];
  await shop.apply(...web, ...shopObjects(edge.name));
  await edge.apply(...edgeObjects(className, shop.name));
  [pod = ''] = await shop.readyPods('app=web');
  await giveAddress('public', nodeAddress);
  stack.use(await startProxy());
  await using cli = new CliProcess(
    ['ways', 'svc/web', '-n', shop.name, '-o', 'json'].concat('--kubeconfig', cluster.kubeconfigPath),
  );
  if ((await cli.exit()) !== 0) throw new Error(cli.err.join('\n'));
  const told = JSON.parse(cli.out.join('\n')) as { readonly routes: readonly RouteJson[] };
  routes = told.routes.filter(({ kind }) => kind === 'gateway');
});
afterAll(() => stack.disposeAsync());

/** As the gateway's controller does it. */
async function giveAddress(gateway: string, value: string): Promise<void> {
  const lastTransitionTime = new Date().toISOString();
  const conditions = ['Accepted', 'Programmed'].map((type) => ({
    type,
    status: 'True',
    reason: type,
    message: '',
    lastTransitionTime,
  }));
  // Istio has gateways as well.
  const resource = 'gateways.gateway.networking.k8s.io';
  await edge.patchStatus(resource, gateway, { addresses: [{ type: 'IPAddress', value }], conditions });
}

async function startProxy(): Promise<NodeProxy> {
  const web = await shop.kubectl('get', 'service', 'web', '--output=jsonpath={.spec.clusterIP}');
  const { cert, key } = await makeCertificate({ name: 'public', host: '*.example.com' });
  return await NodeProxy.start({
    name: 'gateway-proxy',
    port: gatewayPorts.tcp,
    files: { 'public.pem': `${cert}\n${key}` },
    configuration: (folder) => gatewayProxy(web, `${folder}/public.pem`),
  });
}

/** All that the JSON says of a route, a line each thing. */
function lines({ opener, servedBy, service, port, access, state, why, notes }: RouteJson): string[] {
  return [
    `${opener.kind} ${opener.namespace}/${opener.name} to ${service ?? '-'}:${String(port?.port)}`,
    ...access.addresses.map(
      ({ text: shown, scheme, isPattern, entries }) =>
        `${scheme} ${shown}${isPattern ? ' (pattern)' : ''} at ${entries.join(', ') || 'itself'}`,
    ),
    `${state}${why === null ? '' : `: ${why}`}`,
    ...(servedBy === null ? [] : [`class ${servedBy}`]),
    ...notes,
  ];
}

it('the ways in by gateways are those of a list that was written by hand', () => {
  const at = `at ${nodeAddress}`;
  const served = (gateway: string) => [
    `class ${className}`,
    `Comes in through Gateway ${edge.name}/${gateway}, which portolan.test/haproxy serves.`,
  ];
  expect(routes.map(lines)).toEqual([
    [
      `HTTPRoute ${edge.name}/granted to web:80`,
      `http http://edge.example.com:28080/ ${at}`,
      'open',
      ...served('public'),
    ],
    [
      `HTTPRoute ${edge.name}/uninvited to web:80`,
      `http http://uninvited.example.com:28081/ ${at}`,
      `broken: Gateway ${edge.name}/public takes no listeners of ListenerSet ${edge.name}/uninvited. Its allowedListeners have to include that namespace.`,
      ...served('public'),
    ],
    [
      `HTTPRoute ${shop.name}/extra to web:80`,
      `http http://extra.example.com:28081/ ${at}`,
      'open',
      ...served('public'),
    ],
    [
      `HTTPRoute ${shop.name}/late to web:80`,
      `waiting: Gateway ${edge.name}/pending has no address yet. Check that the cluster runs the controller of its class.`,
      ...served('pending'),
    ],
    [
      `HTTPRoute ${shop.name}/lost to web:80`,
      `broken: There is no Gateway ${edge.name}/none. Create it, or correct the parentRef that names it.`,
    ],
    [
      `HTTPRoute ${shop.name}/secure to web:80`,
      `https https://secure.example.com:28443/ ${at}`,
      'open',
      ...served('public'),
      'Only a share of what comes goes here, by weight 1 of 2; the rest goes to other backends.',
      'It takes requests with GET.',
    ],
    [
      `HTTPRoute ${shop.name}/shop to web:80`,
      `http http://shop.example.com:28080/ ${at}`,
      `http http://shop.example.com:28080/ready ${at}`,
      `http http://*.shops.example.com:28080/ (pattern) ${at}`,
      `http http://*.shops.example.com:28080/ready (pattern) ${at}`,
      `https https://shop.example.com:28443/ ${at}`,
      `https https://shop.example.com:28443/ready ${at}`,
      `https https://*.shops.example.com:28443/ (pattern) ${at}`,
      `https https://*.shops.example.com:28443/ready (pattern) ${at}`,
      'open',
      ...served('public'),
    ],
    [
      `HTTPRoute ${shop.name}/shut-out to web:80`,
      `broken: Gateway ${edge.name}/private takes no routes from namespace ${shop.name}. Its allowedRoutes have to include it.`,
      ...served('private'),
    ],
    [
      `HTTPRoute ${shop.name}/wrong-port to web:81`,
      `http http://wrong.example.com:28080/ ${at}`,
      `https https://wrong.example.com:28443/ ${at}`,
      'broken: The route leads to port 81, which Service web does not have.',
      ...served('public'),
    ],
    [
      `GRPCRoute ${edge.name}/ungranted to web:80`,
      `grpc ungranted.example.com:28080 ${at}`,
      `broken: Namespace ${shop.name} needs a ReferenceGrant from GRPCRoute in namespace ${edge.name} to Service web; without it the gateway sends nothing there.`,
      ...served('public'),
    ],
    [
      `GRPCRoute ${shop.name}/calls to web:80`,
      `grpc calls.example.com:28080 ${at}`,
      `grpcs calls.example.com:28443 ${at}`,
      'open',
      ...served('public'),
    ],
    [
      `TLSRoute ${shop.name}/sealed to web:443`,
      `tls sealed.example.com:28445 ${at}`,
      'open',
      ...served('public'),
      'The gateway passes TLS through: the certificate is that of the pod, and only the server name chooses it.',
    ],
    [
      `TLSRoute ${shop.name}/secret to web:7000`,
      `tls secret.example.com:28444 ${at}`,
      'open',
      ...served('public'),
    ],
    [
      `TCPRoute ${shop.name}/raw to web:7000`,
      `tcp ${nodeAddress}:27000 at itself`,
      'open',
      ...served('public'),
    ],
  ]);
});

describe('a proxy that serves the gateway', () => {
  it('answers with the pod at each address that is told as open', async () => {
    const open = routes
      .filter(({ state, opener }) => state === 'open' && opener.name !== 'sealed')
      .flatMap(({ opener, access }) =>
        access.addresses.filter(({ isPattern }) => !isPattern).map((address) => ({ opener, address })),
      );
    const answers = await Promise.all(
      open.map(async ({ opener, address }) => [
        `${opener.name} ${address.scheme} ${address.path ?? ''}`,
        await routeAnswer(address),
      ]),
    );
    expect(answers).toEqual([
      ['granted http /', `200 ${pod}`],
      ['extra http /', `200 ${pod}`],
      ['secure https /', `200 ${pod}`],
      ['shop http /', `200 ${pod}`],
      ['shop http /ready', '200 ready'],
      ['shop https /', `200 ${pod}`],
      ['shop https /ready', '200 ready'],
      ['calls grpc ', `200 ${pod}`],
      ['calls grpcs ', `200 ${pod}`],
      ['secret tls ', 'hello'],
      ['raw tcp ', 'hello'],
    ]);
  });

  it('passes TLS on to the pod, which shows its own certificate', async () => {
    const sealed = routes.find(({ opener }) => opener.name === 'sealed')?.access.addresses[0];
    if (sealed === undefined) throw new Error('It has no address.');
    const { host: servername, port, entries } = sealed;
    const socket = connectTls({ host: entries[0], port, servername, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const { subject } = socket.getPeerCertificate();
    socket.destroy();
    expect([subject.CN, await routeAnswer({ ...sealed, scheme: 'https' })]).toEqual([
      'ingress.local',
      `200 ${pod}`,
    ]);
  });

  it('answers with the pod at a host of a pattern', async () => {
    const patterns = routes
      .flatMap(({ access }) => access.addresses)
      .filter(({ isPattern, path }) => isPattern && path === '/');
    const answers = patterns.map((address) =>
      routeAnswer({ ...address, host: address.host.replace('*', 'a.b') }),
    );
    expect(await Promise.all(answers)).toEqual([`200 ${pod}`, `200 ${pod}`]);
  });

  it('serves its hosts here too, by their names alone', async () => {
    const where = ['-n', shop.name, '--kubeconfig', cluster.kubeconfigPath];
    const site = `https://secure.example.com:${String(gatewayPorts.https)}`;
    expect(await servedEntry(['svc/web', site, ...where], /certificate/)).toEqual({
      site,
      page: expect.stringMatching(new RegExp(`^pod=${pod}\n`)) as string,
      told: [`${site} at ${nodeAddress}:${String(gatewayPorts.https)}.`, 'Its certificate is self-signed.'],
    });
  });

  it('answers otherwise where a route is told as broken', async () => {
    const addresses = routes
      .filter(({ state }) => state === 'broken')
      .flatMap(({ access }) => access.addresses);
    expect((await Promise.all(addresses.map(routeAnswer))).map((answer) => answer.slice(0, 3))).toEqual([
      '503',
      '503',
      '503',
      '503',
    ]);
  });
});
