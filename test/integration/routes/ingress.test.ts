import { afterEach, beforeEach, expect, it } from 'vitest';
import type { IngressGroups } from '../../../src-main/demo/api/resource-types.ts';
import { message } from '../../../src-main/shared/language/message.ts';
import { addressText, type Route, type RouteMap } from '../../../src-main/shared/route.ts';
import { CliProcess } from '../../support/cli-process.ts';
import { DemoHost } from '../../support/demo-host.ts';
import { EngineHost } from '../../support/engine-host.ts';

const target = { context: 'demo', namespace: 'shop', kind: 'service', name: 'web' } as const;
const shop = '/apis/networking.k8s.io/v1/namespaces/shop/ingresses/shop';
const redirects = message('ingress.plainRedirects');
/** The seeded Ingress, as its object tells it. */
const seeded = ['nginx', 'open', 'https://shop.example.com/', '127.20.0.10'];

let stack: AsyncDisposableStack;
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(() => stack.disposeAsync());

async function start(ingressGroups: IngressGroups, profile: '1.29' | '1.36' = '1.36') {
  const cluster = stack.use(await DemoHost.start({ ingressGroups, profile }));
  const host = stack.use(await EngineHost.start(cluster.kubeconfigPath));
  return { cluster, routes: host.engine.routes };
}

const ingressesOf = ({ routes }: RouteMap) => routes.filter(({ kind }) => kind === 'ingress');

/** Who serves it, its state, and its addresses with where they are found. */
function told({ servedBy, state, access }: Route): (string | null)[] {
  const addresses = access.by === 'network' ? access.addresses : [];
  return [servedBy, state.state, ...addresses.flatMap((each) => [addressText(each), ...each.entries])];
}

it.each([
  ['today', '1.36', []],
  // One that knows the first version of the aggregated discovery alone.
  ['today', '1.29', []],
  ['old', '1.29', []],
  // Without classes in the cluster, the annotation names one all the same.
  ['oldest', '1.29', []],
] as const)('Ingresses are read by the groups of %s from Kubernetes %s', async (groups, profile, unread) => {
  const { cluster, routes } = await start(groups, profile);
  const map = await routes.read(target, AbortSignal.timeout(20_000));
  const { apiVersion, kind } = await cluster
    .client()
    .object('GET', `/apis/${apiOf[groups]}/namespaces/shop/ingresses/shop`);
  expect([ingressesOf(map).map(told), ingressesOf(map)[0]?.notes, map.unread, apiVersion, kind]).toEqual([
    [seeded],
    [redirects],
    unread,
    apiOf[groups],
    'Ingress',
  ]);
});

const apiOf = {
  today: 'networking.k8s.io/v1',
  old: 'networking.k8s.io/v1beta1',
  oldest: 'extensions/v1beta1',
} as const;

it('an Ingress is followed: its address, its class, and its end', async () => {
  const { cluster, routes } = await start('today');
  const seen: string[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<null>();
  const steps = [
    () =>
      client.object('PATCH', `${shop}/status`, {
        status: { loadBalancer: { ingress: [{ hostname: 'lb.example.com' }] } },
      }),
    () => client.object('DELETE', '/apis/networking.k8s.io/v1/ingressclasses/nginx'),
    () => client.object('PATCH', `${shop}/status`, { status: { loadBalancer: { ingress: [] } } }),
    () => client.object('PATCH', shop, { spec: { ingressClassName: null } }),
    () => client.object('DELETE', shop),
  ];
  const client = cluster.client();
  stack.use(
    routes.open(target, (news) => {
      const text =
        news.phase === 'live'
          ? ingressesOf(news.map)
              .map((each) => told(each).join(' '))
              .join()
          : news.phase;
      if (text === seen.at(-1)) return;
      seen.push(text);
      const next = steps.shift();
      if (next === undefined) resolve(null);
      else void next();
    }),
  );
  await ended;
  expect(seen).toEqual([
    seeded.join(' '),
    'nginx open https://shop.example.com/ lb.example.com',
    'nginx unknown https://shop.example.com/ lb.example.com',
    'nginx broken https://shop.example.com/',
    ' unknown https://shop.example.com/',
    '',
  ]);
});

it('Ingresses of a cluster that does not tell what it serves are said to be unread, and all else is shown', async () => {
  const { cluster, routes } = await start('today');
  cluster.demo.faults.forbidden = [{ verb: 'get', resource: '/apis', namespace: null }];
  const map = await routes.read(target, AbortSignal.timeout(20_000));
  const unread = map.unread.map(({ resource, problem }) => `${resource}: ${problem.code}`);
  expect([ingressesOf(map), map.routes.length > 0, unread.includes('ingresses: forbidden')]).toEqual([
    [],
    true,
    true,
  ]);
});

it('Ingresses that may not be listed are unread, and classes that may not be are no reason to doubt', async () => {
  const { cluster, routes } = await start('today');
  cluster.demo.faults.forbidden = [{ verb: 'list', resource: 'ingressclasses', namespace: '*' }];
  const map = await routes.read(target, AbortSignal.timeout(20_000));
  cluster.demo.faults.forbidden = [{ verb: 'list', resource: 'ingresses', namespace: '*' }];
  const other = await routes.read({ ...target, name: 'search' }, AbortSignal.timeout(20_000));
  expect([
    ingressesOf(map).map(told),
    ingressesOf(map)[0]?.notes,
    map.unread.map(({ resource }) => resource),
    other.unread.map(({ resource }) => resource),
  ]).toEqual([[seeded], [message('ingress.classesUnread'), redirects], ['ingressClasses'], ['ingresses']]);
});

it('the terminal shows an Ingress with its address, and as JSON where that is found', async () => {
  const { cluster } = await start('today');
  const run = (...words: string[]) =>
    new CliProcess(['ways', 'svc/web', '--kubeconfig', cluster.kubeconfigPath, ...words]);
  await using table = run();
  await using json = run('-o', 'json');
  await Promise.all([table.exit(), json.exit()]);
  const { routes } = JSON.parse(json.out.join('\n')) as {
    routes: { kind: string; access: unknown; notes: unknown }[];
  };
  const found = routes.find(({ kind }) => kind === 'ingress');
  expect([
    [...table.err, ...json.err],
    table.out.filter((line) => line.startsWith('Ingress')).map((line) => line.split(/ {2,}/)),
    found?.access,
    found?.notes,
  ]).toEqual([
    [],
    [['Ingress', 'http 80', 'https://shop.example.com/', 'No obstacle known']],
    {
      by: 'network',
      addresses: [
        {
          text: 'https://shop.example.com/',
          scheme: 'https',
          host: 'shop.example.com',
          port: 443,
          path: '/',
          isPattern: false,
          entries: ['127.20.0.10'],
          node: null,
        },
      ],
    },
    ['Plain HTTP is usually redirected to HTTPS here.'],
  ]);
});
