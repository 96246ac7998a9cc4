import { isIPv6 } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliProcess } from '../support/cli-process.ts';
import { EngineHost } from '../support/engine-host.ts';
import { FollowedWays } from '../support/followed-ways.ts';
import { httpGet } from '../support/tcp-client.ts';
import { nodeAddress } from './addresses.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { HostRoute } from './host-route.ts';
import * as manifests from './manifests.ts';
import type { Manifest } from './manifests.ts';
import { poll } from './poll.ts';
import { TestNamespace } from './test-namespace.ts';

/** For documentation alone (RFC 5737), so nobody else has them. */
const balancerAddress = '198.51.100.77';
const externalAddress = '198.51.100.78';
const limitedAddress = '198.51.100.79';
const bareAddress = '198.51.100.80';
const dualAddresses = ['198.51.100.81', '2001:db8::81'];
const http = [{ name: 'http', port: 80, targetPort: 'http' }];
const web = { selector: { app: 'web' }, ports: http };

let cluster: Cluster;
let namespace: TestNamespace;
const stack = new AsyncDisposableStack();
/** What the cluster chooses: addresses and node ports by service. */
const chosen: Record<string, { ips: readonly string[]; nodePort: number }> = {};

beforeAll(async () => {
  cluster = await startCluster();
  namespace = stack.use(await TestNamespace.create(cluster.kubectl, 'ways'));
  await namespace.apply(
    manifests.deployment('web', { portNames: { http: 8080 } }),
    manifests.service('plain', web),
    manifests.service('bare', { ...web, type: 'Headless' }),
    manifests.service('bare-own', {
      ...web,
      type: 'Headless',
      ports: [{ name: 'http', port: 8080, targetPort: 'http' }],
    }),
    manifests.service('noded', { ...web, type: 'NodePort' }),
    withSpec(manifests.service('local', { ...web, type: 'NodePort' }), { externalTrafficPolicy: 'Local' }),
    manifests.service('balanced', { ...web, type: 'LoadBalancer' }),
    withSpec(manifests.service('limited', { ...web, type: 'LoadBalancer' }), {
      loadBalancerSourceRanges: ['192.0.2.99/32', '192.0.2.100/31'],
    }),
    manifests.service('pending', { ...web, type: 'LoadBalancer' }),
    withSpec(manifests.service('direct', { ...web, type: 'LoadBalancer' }), {
      allocateLoadBalancerNodePorts: false,
      loadBalancerClass: 'example.org/none',
    }),
    withSpec(manifests.service('dual', { ...web, type: 'LoadBalancer' }), {
      ipFamilyPolicy: 'RequireDualStack',
    }),
    withSpec(manifests.service('six', { ...web, type: 'NodePort' }), { ipFamilies: ['IPv6'] }),
    withSpec(manifests.service('external', web), { externalIPs: [externalAddress] }),
    withSpec(manifests.service('external-bare', { ...web, type: 'Headless' }), {
      externalIPs: [bareAddress],
    }),
    withSpec(manifests.service('outside', { ports: [{ name: 'pg', port: 5432, targetPort: 5432 }] }), {
      type: 'ExternalName',
      externalName: 'db.example.org',
    }),
    manifests.service('wrong', {
      ...web,
      type: 'NodePort',
      ports: [{ name: 'http', port: 80, targetPort: 'nothing' }],
    }),
    manifests.service('manual', { ...web, type: 'NodePort', selector: {} }),
    manifests.deployment('idle', { replicas: 0, portNames: { http: 8080 } }),
    manifests.service('idle', { ports: http }),
    hostPortPod('hosted', { hostPort: 18080 }),
    hostPortPod('hidden', { hostPort: 18082, hostIP: '127.0.0.1' }),
    hostNetworkPod('joined', 18081),
  );
  for (const app of ['web', 'hosted', 'hidden', 'joined']) await namespace.readyPods(`app=${app}`);
  await namespace.apply(endpointsOf('manual', await podAddress('app=hosted')));
  await giveAddresses('balanced', balancerAddress);
  await giveAddresses('limited', limitedAddress);
  await giveAddresses('dual', ...dualAddresses);
  const { items } = JSON.parse(await namespace.kubectl('get', 'services', '--output=json')) as {
    items: ServiceJson[];
  };
  for (const { metadata, spec } of items)
    chosen[metadata.name] = { ips: spec.clusterIPs ?? [], nodePort: spec.ports[0]?.nodePort ?? 0 };
  for (const address of [
    balancerAddress,
    externalAddress,
    limitedAddress,
    bareAddress,
    dualAddresses[0] ?? '',
  ])
    stack.use(await HostRoute.add(address));
});
afterAll(() => stack.disposeAsync());

interface ServiceJson {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly clusterIPs?: readonly string[];
    readonly ports: readonly { readonly nodePort?: number }[];
  };
}

interface WaysJson {
  readonly routes: readonly RouteJson[];
  readonly unread: readonly { readonly resource: string }[];
}

interface RouteJson {
  readonly kind: string;
  readonly opener: { readonly kind: string; readonly name: string };
  readonly servedBy: string | null;
  readonly port: { readonly name: string | null; readonly port: number } | null;
  readonly access: {
    readonly by: string;
    readonly path?: string;
    readonly remote?: string | number;
    readonly addresses?: readonly {
      readonly text: string;
      readonly host: string;
      readonly port: number;
      readonly node: string | null;
    }[];
  };
  readonly state: string;
  readonly why: string | null;
  readonly notes: readonly string[];
}

/** The same object with other fields in its spec. */
function withSpec(manifest: Manifest, spec: object): Manifest {
  return { ...manifest, spec: { ...(manifest['spec'] as object), ...spec } };
}

/** As a person makes them for a service without a selector: an address, of which nobody says that it is a pod's. */
function endpointsOf(service: string, address: string): Manifest {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${service}-1`, labels: { 'kubernetes.io/service-name': service } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address] }],
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
  };
}

/** The address of the first pod with the label. */
async function podAddress(selector: string): Promise<string> {
  const path = '--output=jsonpath={.items[0].status.podIP}';
  return await namespace.kubectl('get', 'pods', `--selector=${selector}`, path);
}

/** As the controller of a load balancer does it; none takes them back. */
async function giveAddresses(service: string, ...ips: readonly string[]): Promise<void> {
  const ingress = ips.length === 0 ? null : ips.map((ip) => ({ ip }));
  await namespace.patchStatus('service', service, { loadBalancer: { ingress } });
}

function podWith(name: string, container: object, spec: object = {}): Manifest {
  const made = manifests.pod(name, { portNames: { http: 8080 } });
  const [first] = (made['spec'] as { containers: readonly object[] }).containers;
  return withSpec(made, { ...spec, containers: [{ ...first, ...container }] });
}

function hostPortPod(name: string, onNode: object): Manifest {
  return podWith(name, { ports: [{ name: 'http', containerPort: 8080, ...onNode }] });
}

function hostNetworkPod(name: string, port: number): Manifest {
  const others = ['echo', 'banner', 'reset', 'stall', 'lines', 'greet', 'count'].map((each) => `-${each}=0`);
  return podWith(
    name,
    {
      args: [`-http=${port}`, ...others],
      ports: [{ name: 'http', containerPort: port }],
      readinessProbe: { httpGet: { path: '/ready', port }, periodSeconds: 1 },
    },
    { hostNetwork: true },
  );
}

async function ways(
  target: string,
  kubeconfig = cluster.kubeconfigPath,
): Promise<WaysJson & { readonly err: readonly string[] }> {
  await using cli = new CliProcess([
    'ways',
    target,
    '-n',
    namespace.name,
    '-o',
    'json',
    '--kubeconfig',
    kubeconfig,
  ]);
  const status = await cli.exit();
  if (status !== 0) throw new Error(cli.err.join('\n'));
  return { ...(JSON.parse(cli.out.join('\n')) as WaysJson), err: cli.err };
}

/** Of what does not change: the terminal takes a second or more to start. */
function waysOnce(target: string): ReturnType<typeof ways> {
  const asked = answers.get(target) ?? ways(target);
  answers.set(target, asked);
  return asked;
}
const answers = new Map<string, ReturnType<typeof ways>>();

/** All that the JSON says of a route, on a line. */
function line({ kind, opener, servedBy, port, access, state, why, notes }: RouteJson): string {
  const places = (access.addresses ?? []).map(
    ({ text, node }) => `${text}${node === null ? '' : ` on ${node}`}`,
  );
  const place = access.path ?? access.remote ?? places.join(' ');
  const at = port === null ? 'no port' : `${port.name ?? ''} ${port.port}`.trim();
  return [
    `${kind} by ${opener.kind}/${opener.name}`,
    ...(servedBy === null ? [] : [servedBy]),
    at,
    place,
    why === null ? state : `${state}: ${why}`,
    ...notes,
  ].join(' | ');
}

/** The name of the pod that answers there, or null. */
async function podAt({ host, port }: { host: string; port: number }): Promise<string | null> {
  try {
    const answer = await fetch(`http://${host}:${port}/`, { signal: AbortSignal.timeout(1_500) });
    return /pod=(\S+)/.exec(await answer.text())?.[1] ?? null;
  } catch {
    return null;
  }
}

const inside =
  'inside: Only nodes and pods of the cluster reach this address. A forward leads to it from here.';
const throughNode = 'The cluster answers there, but somebody else has to lead this address to its nodes.';
const localOnly = 'Only nodes with a ready pod answer (externalTrafficPolicy: Local).';
const fourOnly = 'No endpoint of service dual has an IPv6 address, so nothing answers at its IPv6 addresses.';
const joins = 'The pod is in its node’s own network: ports that it does not declare answer there as well.';

/** What every service with the port `http` for ready pods has first. */
function common(name: string): string[] {
  const by = `by Service/${name} | http 80`;
  return [
    `portForward ${by} | http | open`,
    `apiProxy ${by} | /api/v1/namespaces/${namespace.name}/services/${name}:http/proxy/ | open`,
    `clusterIp ${by} | http://${chosen[name]?.ips[0] ?? ''} | ${inside}`,
  ];
}

function nodePort(name: string, ...notes: string[]): string {
  const place = `http://${nodeAddress}:${chosen[name]?.nodePort ?? 0} on node1`;
  return [`nodePort by Service/${name} | http 80 | ${place} | open`, ...notes].join(' | ');
}

/** By target, written by hand from the manifests. */
const expected: Readonly<Record<string, () => string[]>> = {
  'svc/plain': () => common('plain'),
  'svc/bare': () => [
    'portForward by Service/bare | http 80 | http | broken: A forward to the headless service bare leads to port 80 of its pods, and they have 8080. Forward a pod or its workload.',
    `apiProxy by Service/bare | http 80 | /api/v1/namespaces/${namespace.name}/services/bare:http/proxy/ | open`,
  ],
  'svc/bare-own': () => [
    'portForward by Service/bare-own | http 8080 | http | open',
    `apiProxy by Service/bare-own | http 8080 | /api/v1/namespaces/${namespace.name}/services/bare-own:http/proxy/ | open`,
  ],
  'svc/noded': () => [...common('noded'), nodePort('noded')],
  'svc/local': () => [...common('local'), nodePort('local', localOnly)],
  'svc/balanced': () => [
    ...common('balanced'),
    nodePort('balanced'),
    `loadBalancer by Service/balanced | http 80 | http://${balancerAddress} | open`,
  ],
  'svc/limited': () => [
    ...common('limited'),
    nodePort('limited'),
    `loadBalancer by Service/limited | http 80 | http://${limitedAddress} | open | Only clients from 192.0.2.99/32 and 1 more range may connect (loadBalancerSourceRanges).`,
  ],
  'svc/pending': () => [
    ...common('pending'),
    nodePort('pending'),
    'loadBalancer by Service/pending | http 80 |  | waiting: The load balancer has given no address yet. Check that the cluster runs one, or use a forward.',
  ],
  'svc/direct': () => [
    ...common('direct'),
    'loadBalancer by Service/direct | example.org/none | http 80 |  | waiting: example.org/none has given no address yet. Check that the cluster runs one of the class example.org/none, or use a forward.',
  ],
  'svc/dual': () => {
    const [four, six] = chosen['dual']?.ips ?? [];
    const [forward = '', proxy = ''] = common('dual');
    return [
      forward,
      proxy,
      `clusterIp by Service/dual | http 80 | http://${four ?? ''} http://[${six ?? ''}] | ${inside} | ${fourOnly}`,
      nodePort('dual'),
      `loadBalancer by Service/dual | http 80 | http://${dualAddresses[0] ?? ''} http://[${dualAddresses[1] ?? ''}] | open | ${fourOnly}`,
    ];
  },
  'svc/six': () => {
    const why =
      'broken: Service six is for IPv6 alone and has no pods with such an address. Check its IP family and its selector.';
    const [forward = '', proxy = ''] = common('six').map((each) => each.replace(/open$/, why));
    const [address = ''] = chosen['six']?.ips ?? [];
    return [
      forward,
      proxy,
      `clusterIp by Service/six | http 80 | http://[${address}] | ${why}`,
      `nodePort by Service/six | http 80 |  | ${why}`,
    ];
  },
  'svc/external': () => [
    ...common('external'),
    `externalIp by Service/external | http 80 | http://${externalAddress} | open | ${throughNode}`,
  ],
  'svc/external-bare': () => [
    'portForward by Service/external-bare | http 80 | http | broken: A forward to the headless service external-bare leads to port 80 of its pods, and they have 8080. Forward a pod or its workload.',
    `apiProxy by Service/external-bare | http 80 | /api/v1/namespaces/${namespace.name}/services/external-bare:http/proxy/ | open`,
    `externalIp by Service/external-bare | http 80 | http://${bareAddress} | broken: No node answers there: the service is headless. Give it a cluster IP. | ${throughNode}`,
  ],
  'svc/outside': () => [
    'externalName by Service/outside | pg 5432 | db.example.org:5432 | open | The service only stands for the name db.example.org, which leads out of the cluster.',
  ],
  'svc/wrong': () => {
    const why = 'broken: Port http of service wrong leads to port nothing, which none of its ready pods has.';
    return [...common('wrong'), nodePort('wrong')].map((each) => each.replace(/(open|inside: .*)$/, why));
  },
  'svc/manual': () => [
    ...common('manual').map((each) =>
      each.replace(
        /^((portForward|apiProxy) .*)open$/,
        '$1broken: This way needs a pod, and the endpoints of service manual are none.',
      ),
    ),
    nodePort('manual'),
  ],
  'svc/idle': () => {
    const why = 'broken: Service idle has no pods. Check its selector, and that they are scaled up.';
    return common('idle').map((each) => each.replace(/(open|inside: .*)$/, why));
  },
  'deploy/idle': () => [
    'portForward by Deployment/idle | http 8080 | http | broken: There is no pod.',
    ...common('idle')
      .slice(1)
      .map((each) =>
        each.replace(
          /(open|inside: .*)$/,
          'broken: Service idle has no pods. Check its selector, and that they are scaled up.',
        ),
      ),
  ],
  'pod/hosted': () => [
    'portForward by Pod/hosted | http 8080 | http | open',
    `apiProxy by Pod/hosted | http 8080 | /api/v1/namespaces/${namespace.name}/pods/hosted:8080/proxy/ | open`,
    `hostPort by Pod/hosted | http 8080 | http://${nodeAddress}:18080 on node1 | open`,
  ],
  'pod/hidden': () => [
    'portForward by Pod/hidden | http 8080 | http | open',
    `apiProxy by Pod/hidden | http 8080 | /api/v1/namespaces/${namespace.name}/pods/hidden:8080/proxy/ | open`,
    'hostPort by Pod/hidden | http 8080 | http://127.0.0.1:18082 on node1 | inside: The node listens on 127.0.0.1, which only the node itself reaches.',
  ],
  'pod/joined': () => [
    'portForward by Pod/joined | http 18081 | http | open',
    `apiProxy by Pod/joined | http 18081 | /api/v1/namespaces/${namespace.name}/pods/joined:18081/proxy/ | open`,
    `hostNetwork by Pod/joined | http 18081 | http://${nodeAddress}:18081 on node1 | open | ${joins}`,
  ],
};

describe('the ways in to everything that a cluster has', () => {
  it.each(Object.keys(expected))('%s', async (target) => {
    const { routes, unread, err } = await waysOnce(target);
    expect([routes.map(line), unread, err]).toEqual([expected[target]?.(), [], []]);
  });

  it('of a workload are those of all its services, in the order of their kinds', async () => {
    const { routes } = await waysOnce('deploy/web');
    const services = [
      'balanced',
      'bare',
      'bare-own',
      'direct',
      'dual',
      'external',
      'external-bare',
      'limited',
      'local',
      'noded',
      'pending',
      'plain',
      'six',
      'wrong',
    ];
    const of = (kind: string) =>
      routes.filter((route) => route.kind === kind).map(({ opener }) => opener.name);
    const [pod = ''] = await namespace.readyPods('app=web');
    expect([of('portForward'), of('apiProxy'), of('nodePort'), of('loadBalancer'), of('externalIp')]).toEqual(
      [
        [pod],
        services,
        ['balanced', 'dual', 'limited', 'local', 'noded', 'pending', 'six', 'wrong'],
        ['balanced', 'direct', 'dual', 'limited', 'pending'],
        ['external', 'external-bare'],
      ],
    );
  });
});

describe('what they say is true from this machine', () => {
  it.each([
    ['svc/noded', 'app=web'],
    ['svc/local', 'app=web'],
    ['svc/balanced', 'app=web'],
    ['svc/external', 'app=web'],
    ['svc/manual', 'app=hosted'],
    ['pod/hosted', 'app=hosted'],
    ['pod/joined', 'app=joined'],
  ])('what is open of %s answers, and what is inside does not', async (target, served) => {
    const { routes } = await waysOnce(target);
    const [pod = ''] = await namespace.readyPods(served);
    for (const { state, access } of routes) {
      for (const address of access.addresses ?? []) {
        // kube-proxy follows within a second or two.
        const answer =
          state === 'open'
            ? await poll(15_000, async () => (await podAt(address)) ?? undefined)
            : await podAt(address);
        expect([address.text, answer]).toEqual([address.text, state === 'open' ? pod : null]);
      }
    }
  });

  it.each(['svc/wrong', 'svc/external-bare', 'pod/hidden'])(
    'what is broken or inside of %s does not',
    async (target) => {
      // By now kube-proxy has seen all that was made with it.
      await poll(15_000, async () => (await podAt({ host: externalAddress, port: 80 })) ?? undefined);
      const { routes } = await waysOnce(target);
      const addresses = routes.flatMap(({ access }) => access.addresses ?? []);
      expect(await Promise.all(addresses.map(podAt))).toEqual(addresses.map(() => null));
    },
  );

  it.each([
    ['svc/plain', 'app=web'],
    ['svc/bare', 'app=web'],
    ['pod/hosted', 'app=hosted'],
  ])('the API server leads to %s where they say', async (target, served) => {
    const { routes } = await waysOnce(target);
    const path = routes.find(({ kind }) => kind === 'apiProxy')?.access.path ?? '';
    // The API server of the tests runs on this machine, which is no part of the cluster's network; others are.
    await using routed = new AsyncDisposableStack();
    routed.use(await HostRoute.add(await podAddress(served)));
    const [pod = ''] = await namespace.readyPods(served);
    expect(await cluster.kubectl.run(['get', '--raw', path])).toContain(`pod=${pod}\n`);
  });

  it('the API server does not lead to endpoints that are no pods', async () => {
    const { routes } = await waysOnce('svc/manual');
    const path = routes.find(({ kind }) => kind === 'apiProxy')?.access.path ?? '';
    await expect(cluster.kubectl.run(['get', '--raw', path])).rejects.toThrow(/NotFound|ServiceUnavailable/);
  });

  it('of both families those addresses answer for which there are endpoints', async () => {
    const { routes } = await waysOnce('svc/dual');
    const [pod = ''] = await namespace.readyPods('app=web');
    const open = routes
      .filter(({ kind }) => kind === 'nodePort' || kind === 'loadBalancer')
      .flatMap(({ access }) => access.addresses ?? []);
    const answers = await Promise.all(
      open.map(({ host, port }) =>
        isIPv6(host)
          ? podAt({ host: `[${host}]`, port })
          : poll(15_000, async () => (await podAt({ host, port })) ?? undefined),
      ),
    );
    expect(open.map(({ host }, index) => [host, answers[index]])).toEqual([
      [nodeAddress, pod],
      [dualAddresses[0], pod],
      [dualAddresses[1], null],
    ]);
  });

  it('a load balancer that is limited to others does not answer here', async () => {
    await poll(15_000, async () => (await podAt({ host: balancerAddress, port: 80 })) ?? undefined);
    expect(await podAt({ host: limitedAddress, port: 80 })).toBeNull();
  });

  it('a forward of a headless service reaches the pods’ own port alone', async () => {
    const reached = async (target: string) => {
      await using cli = new CliProcess([
        'forward',
        target,
        ':http',
        '-n',
        namespace.name,
        '--kubeconfig',
        cluster.kubeconfigPath,
      ]);
      const [, port] = await cli.printed(/^Forwarding from 127\.0\.0\.1:(\d+)/);
      return await httpGet({ address: '127.0.0.1', port: Number(port) }, '/').then(
        ({ body }) => /pod=(web)/.exec(body.toString())?.[1],
        () => null,
      );
    };
    expect([await reached('svc/bare-own'), await reached('svc/bare')]).toEqual(['web', null]);
  });
});

it('who may neither forward nor read nodes is told so', async () => {
  const rule = (apiGroups: string[], resources: string[]) => ({
    apiGroups,
    resources,
    verbs: ['get', 'list', 'watch'],
  });
  const named = (kind: string) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name: 'looking' },
  });
  await namespace.apply(
    {
      ...named('Role'),
      rules: [rule([''], ['pods', 'services']), rule(['discovery.k8s.io'], ['endpointslices'])],
    },
    {
      ...named('RoleBinding'),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'looking' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'nobody' }],
    },
  );
  const { routes, unread, err } = await ways('svc/noded', cluster.userKubeconfig('nobody'));
  const denied =
    'denied: You may not use the API server’s proxy here. Ask for the right to get services/proxy.';
  const [forward = '', proxy = '', clusterIp = ''] = common('noded');
  // What else nobody may list depends on which kinds other tests have brought into the cluster.
  const missed = unread
    .map(({ resource }) => resource)
    .filter((resource) => /^(nodes|ingresses)$/.test(resource));
  expect([routes.map(line), missed, err.length]).toEqual([
    [
      forward.replace(
        /open$/,
        'denied: You may not forward ports here. Ask for the right to create pods/portforward.',
      ),
      proxy.replace(/open$/, denied),
      clusterIp,
      nodePort('noded', 'Nodes could not be read, so only those of its pods are known.'),
    ],
    ['nodes', 'ingresses'],
    1,
  ]);
});

describe('the map follows', () => {
  it('a workload that is scaled to nothing and back', async () => {
    await using host = await EngineHost.start(cluster.kubeconfigPath);
    await namespace.apply(
      manifests.deployment('moving', { portNames: { http: 8080 } }),
      manifests.service('moving', { ports: http, type: 'NodePort' }),
    );
    using ways = new FollowedWays(host.engine.routes, {
      context: 'portolan-test',
      namespace: namespace.name,
      target: 'svc/moving',
    });
    const all = ['portForward: open', 'apiProxy: open', 'clusterIp: inside', 'nodePort: open'];
    const broken = all.map((each) => each.replace(/: .*/, ': broken'));
    await ways.reach(...all);
    await namespace.kubectl('scale', 'deployment/moving', '--replicas=0');
    await ways.reach(...broken);
    await namespace.kubectl('scale', 'deployment/moving', '--replicas=1');
    await ways.reach(...all);
  });

  it('a load balancer that gives its address at last, and takes it back', async () => {
    await using host = await EngineHost.start(cluster.kubeconfigPath);
    await namespace.apply(manifests.service('late', { ...web, type: 'LoadBalancer' }));
    using ways = new FollowedWays(host.engine.routes, {
      context: 'portolan-test',
      namespace: namespace.name,
      target: 'svc/late',
    });
    const others = ['portForward: open', 'apiProxy: open', 'clusterIp: inside', 'nodePort: open'];
    await ways.reach(...others, 'loadBalancer: waiting');
    await giveAddresses('late', balancerAddress);
    await ways.reach(...others, 'loadBalancer: open');
    const [route] = ways.routes('loadBalancer');
    await giveAddresses('late');
    await ways.reach(...others, 'loadBalancer: waiting');
    expect(route?.access).toMatchObject({ addresses: [{ host: balancerAddress, port: 80 }] });
  });
});
