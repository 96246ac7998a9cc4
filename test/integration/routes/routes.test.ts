import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src-main/demo/api/json.ts';
import { parseTarget } from '../../../src-main/shared/target.ts';
import { DemoHost } from '../../support/demo-host.ts';
import { EngineHost } from '../../support/engine-host.ts';
import { FollowedWays } from '../../support/followed-ways.ts';

let cluster: DemoHost;
let host: EngineHost;
let stack: AsyncDisposableStack;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  cluster = stack.use(await DemoHost.start());
  host = stack.use(await EngineHost.start(cluster.kubeconfigPath));
});
afterEach(() => stack.disposeAsync());

function follow(target: string, context = 'demo'): FollowedWays {
  return stack.use(new FollowedWays(host.engine.routes, { context, namespace: 'shop', target }));
}

function read(target: string, signal = AbortSignal.timeout(20_000)) {
  return host.engine.routes.read({ context: 'demo', namespace: 'shop', ...parseTarget(target) }, signal);
}

function createService(name: string, spec: JsonObject): void {
  const ports = [{ name: 'http', port: 80, targetPort: 'http', nodePort: 30080 }];
  cluster.demo.create('services', 'shop', {
    metadata: { name },
    spec: { selector: { app: 'web' }, ports, ...spec },
  });
}

function forbid(...rules: [verb: string, resource: string][]): void {
  cluster.demo.faults.forbidden = rules.map(([verb, resource]) => ({ verb, resource, namespace: '*' }));
}

/** Of the ports `http` and `metrics` of the shop's service `web`, the first of which an Ingress leads to. */
const ofWeb = (forward: string, proxy = forward, clusterIp = forward) => [
  ...Object.entries({ portForward: forward, apiProxy: proxy, clusterIp }).flatMap(([kind, state]) => [
    `${kind}: ${state}`,
    `${kind}: ${state}`,
  ]),
  `ingress: ${clusterIp === 'inside' ? 'open' : clusterIp}`,
];
const open = ofWeb('open', 'open', 'inside');

describe('the map follows', () => {
  test('a workload that is scaled to nothing and back', async () => {
    const ways = follow('svc/web');
    await ways.reach(...open);
    cluster.demo.scale('shop', 'web', 0);
    await ways.reach(...ofWeb('broken'));
    cluster.demo.scale('shop', 'web', 1);
    await ways.reach(...open);
  });

  test('a service that is made for a workload', async () => {
    const ways = follow('sts/orders-db');
    await ways.reach('portForward: open');
    createService('late', {
      type: 'NodePort',
      selector: { app: 'orders-db' },
      ports: [{ name: 'pg', port: 5432, nodePort: 30432 }],
    });
    await ways.reach('portForward: open', 'clusterIp: inside', 'nodePort: open');
  });

  test('a cluster that goes away and comes back', async () => {
    const ways = follow('svc/web');
    await ways.reach(...open);
    await cluster.demo.stopApi();
    await ways.reach('apiUnreachable');
    await cluster.demo.startApi();
    await ways.reach(...open);
  });

  test('a slice that is none, which is told, and is in the way of no other service', async () => {
    const ways = follow('svc/web');
    await ways.reach(...open);
    // It would take the slice for one of its own, and delete it.
    cluster.demo.pauseControllers();
    cluster.demo.create('endpointslices', 'shop', {
      metadata: { name: 'odd', labels: { 'kubernetes.io/service-name': 'web' } },
      endpoints: 5,
    });
    await ways.reach('internal');
    expect((await read('svc/search')).routes.length).toBeGreaterThan(0);
  });

  test('a target that is missing and then made', async () => {
    const ways = follow('svc/late');
    await ways.reach('targetNotFound');
    createService('late', { type: 'NodePort' });
    await ways.reach('portForward: open', 'apiProxy: open', 'clusterIp: inside', 'nodePort: open');
  });

  test('nothing once it is closed', async () => {
    const ways = follow('svc/web');
    await ways.reach(...open);
    const told = ways.told.length;
    ways[Symbol.dispose]();
    cluster.demo.scale('shop', 'web', 0);
    await follow('svc/web').reach(...ofWeb('broken'));
    expect(ways.told.length).toBe(told);
  });
});

describe('who may not everything is told what is not known', () => {
  test.each([
    ['nodes', ['* nodes'], ['portForward: open', 'apiProxy: open', 'clusterIp: inside', 'nodePort: open']],
    [
      'endpointslices',
      ['* endpointslices'],
      ['portForward: unknown', 'apiProxy: unknown', 'clusterIp: unknown', 'nodePort: unknown'],
    ],
    ['pods', ['* pods'], ['portForward: open', 'apiProxy: open', 'clusterIp: inside', 'nodePort: open']],
    [
      'services',
      ['list services', 'watch services'],
      ['portForward: open', 'apiProxy: open', 'clusterIp: inside', 'nodePort: open'],
    ],
  ])('where %s are forbidden', async (resource, rules, states) => {
    createService('noded', { type: 'NodePort' });
    forbid(...rules.map((rule) => rule.split(' ') as [string, string]));
    const { routes, unread } = await read('svc/noded');
    expect([
      routes.map(({ kind, state }) => `${kind}: ${state.state}`),
      unread.map((each) => [each.resource, each.problem.code]),
    ]).toEqual([states, [[resource, 'forbidden']]]);
  });

  test('a workload whose pods are forbidden', async () => {
    forbid(['*', 'pods']);
    const { routes } = await read('deploy/web');
    expect(routes.map(({ kind, state }) => `${kind}: ${state.state}`)).toEqual([
      ...ofWeb('unknown', 'open', 'inside'),
    ]);
  });

  test.each([
    ['neither', [['*', 'pods/portforward']], 'denied'],
    ['only one of two', [['create', 'pods/portforward']], 'open'],
    ['only the other of two', [['get', 'pods/portforward']], 'open'],
  ] as const)('a forward with %s of its rights', async (_, rules, state) => {
    forbid(...rules.map(([verb, resource]): [string, string] => [verb, resource]));
    await follow('svc/web').reach(...ofWeb(state, 'open', 'inside'));
  });

  test('a proxy without its right', async () => {
    forbid(['get', 'services/proxy']);
    await follow('svc/web').reach(...ofWeb('open', 'denied', 'inside'));
  });

  test('a right that could not be asked for while the cluster was away is asked for again', async () => {
    forbid(['*', 'pods/portforward']);
    await cluster.demo.stopApi();
    const ways = follow('svc/web');
    await ways.reach('apiUnreachable');
    await cluster.demo.startApi();
    await ways.reach(...ofWeb('denied', 'open', 'inside'));
  });

  test.each(['/services', '/ingresses', '/apis'])(
    'what a server that is busy refuses at first is waited for: %s',
    async (path) => {
      cluster.demo.faults.busy.set(path, 3);
      const ways = follow('svc/web');
      await ways.reach(...open);
      expect([ways.told, cluster.demo.faults.busy.get(path)]).toMatchObject([
        [{ phase: 'live', map: { unread: [] } }],
        0,
      ]);
    },
  );

  test('a right that a busy server does not tell at first', async () => {
    forbid(['*', 'pods/portforward']);
    cluster.demo.faults.busy.set('/selfsubjectaccessreviews', 4);
    const ways = follow('svc/web');
    await ways.reach(...ofWeb('denied', 'open', 'inside'));
    expect(ways.told).toHaveLength(1);
  });

  test('what is granted meanwhile, once it is asked for again', async () => {
    forbid(['*', 'pods/portforward'], ['*', 'nodes'], ['*', 'ingresses']);
    const ways = follow('svc/web');
    await ways.reach(...ofWeb('denied', 'open', 'inside').slice(0, -1));
    cluster.demo.faults.forbidden = [];
    ways.refresh();
    await ways.reach(...open);
    await ways.allRead();
  });

  test('which kinds there are, once that is asked for again', async () => {
    cluster.demo.faults.forbidden = [{ verb: '*', resource: '/apis', namespace: null }];
    const ways = follow('svc/web');
    await ways.reach(...open.slice(0, -1));
    expect(ways.unread).toContain('ingresses');
    cluster.demo.faults.forbidden = [];
    ways.refresh();
    await ways.reach(...open);
    await ways.allRead();
  });

  test('the target itself', async () => {
    forbid(['*', 'services']);
    await follow('svc/web').reach('forbidden');
  });
});

describe('once', () => {
  test('a target that is not there is an error', async () => {
    await expect(read('svc/none')).rejects.toMatchObject({ problem: { code: 'targetNotFound' } });
  });

  test('a context that is not there is an error, told and thrown', async () => {
    await follow('svc/web', 'nowhere').reach('contextMissing');
    const target = { context: 'nowhere', namespace: 'shop', ...parseTarget('svc/web') };
    await expect(host.engine.routes.read(target, AbortSignal.timeout(5_000))).rejects.toMatchObject({
      problem: { code: 'contextMissing' },
    });
  });

  test('whoever asked may stop asking', async () => {
    cluster.demo.faults.requestDelayMs = 5_000;
    const asked = new AbortController();
    const answer = read('svc/web', asked.signal);
    asked.abort(new Error('enough'));
    await expect(answer).rejects.toThrow('enough');
  });
});
