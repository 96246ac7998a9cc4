import { once } from 'node:events';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { JsonObject } from '../../../src-main/demo/api/json.ts';
import type { IngressGroups } from '../../../src-main/demo/api/resource-types.ts';
import { pod } from '../../cluster/manifests.ts';
import { DemoHost } from '../../support/demo-host.ts';
import { EngineHost } from '../../support/engine-host.ts';
import { ask } from '../../support/http-client.ts';

const host = 'paths.example.com';
const shop = 'shop.example.com';
const stack = new AsyncDisposableStack();

/** A demo cluster, and the local ports of a forward to its controller. */
interface Served {
  readonly demo: DemoHost;
  readonly http: number;
  readonly https: number;
}

async function serve(groups: IngressGroups): Promise<Served> {
  const demo = stack.use(await DemoHost.start({ ingressGroups: groups, profile: '1.29' }));
  const engine = stack.use(await EngineHost.start(demo.kubeconfigPath));
  const target = 'svc/ingress-nginx-controller';
  const forward = await engine.forward({ namespace: 'kube-system', target, ports: ['0:http', '0:https'] });
  return { demo, http: engine.endpoint(forward, 0).port, https: engine.endpoint(forward, 1).port };
}

let served: Served;
beforeAll(async () => {
  served = await serve('today');
  const { demo } = served.demo;
  demo.create('pods', 'shop', pod('told', { labels: { app: 'told' } }) as JsonObject);
  demo.create('services', 'shop', {
    metadata: { name: 'told' },
    spec: { selector: { app: 'told' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  });
  const path = (path: string, pathType: string, name: string) => {
    return { path, pathType, backend: { service: { name, port: { number: 80 } } } };
  };
  demo.create('ingresses', 'shop', {
    metadata: { name: 'told' },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host,
          http: {
            paths: [
              path('/request', 'Prefix', 'told'),
              path('/request/none', 'Exact', 'search'),
              path('/ws', 'Exact', 'told'),
            ],
          },
        },
      ],
    },
  });
  await demo.readyPods('shop', 'told', 1);
});
afterAll(() => stack.disposeAsync());

const asked = (path: string, name: string) =>
  ask({ endpoints: [{ address: '127.0.0.1', port: served.http }] }, path, { headers: { host: name } });

/** By HTTPS, whoever it says it is. */
function page({ https }: Served, name: string, accept = '*/*'): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const options = { host: '127.0.0.1', port: https, servername: name, rejectUnauthorized: false };
  request({ ...options, headers: { host: name, accept } }, (answer) => resolve(text(answer)))
    .on('error', reject)
    .end();
  return promise;
}

it('passes on the answer of an application that reads nothing of an upload', async () => {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const options = { host: '127.0.0.1', port: served.https, servername: shop, rejectUnauthorized: false };
  request({ ...options, method: 'POST', headers: { host: shop } }, (answer) => resolve(answer.statusCode))
    .on('error', reject)
    .end(Buffer.alloc(3 * 1024 * 1024));
  expect(await promise).toBe(404);
});

it('has the shop’s host served by HTTPS, and says so on its page', async () => {
  expect([await page(served, shop), await page(served, shop, 'text/html')]).toEqual([
    expect.stringMatching(/^Hello from the demo cluster\.\npod=web-/),
    expect.stringContaining('Connected through an Ingress and its controller'),
  ]);
});

it.each(['old', 'oldest'] as const)('has it served with the groups of %s', async (groups) => {
  expect(await page(await serve(groups), shop)).toMatch(/^Hello from/);
});

it.each([
  ['a host with TLS leads to HTTPS', '/cart?of=me', shop, 308, ''],
  ['a host of nobody', '/', 'other.example.com', 404, 'default backend - 404\n'],
  ['a path of nobody', '/requested', host, 404, 'default backend - 404\n'],
  [
    'a path below a prefix',
    '/request/a%2Fb?x=1',
    host,
    200,
    expect.stringContaining('"target":"/request/a%2Fb?x=1"'),
  ],
  ['an exact path before a prefix', '/request/none', host, 503, expect.stringContaining('503')],
])('answers as ingress-nginx does: %s', async (_what, path, name, status, body) => {
  const { statusCode, headers, body: bytes } = await asked(path, name);
  const location = status === 308 ? `https://${shop}/cart?of=me` : undefined;
  expect([statusCode, String(bytes), headers.location]).toEqual([status, body, location]);
});

it('tells the application who asked, and for what', async () => {
  const { body } = await asked('/request', host);
  expect(JSON.parse(String(body))).toMatchObject({
    host,
    headers: { 'x-forwarded-host': host, 'x-forwarded-proto': 'http', 'x-forwarded-for': '127.0.0.1' },
  });
});

it('passes WebSockets on', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${String(served.http)}/ws`, { headers: { host } });
  await once(socket, 'open');
  socket.send('there and back');
  const [message] = (await once(socket, 'message')) as [Buffer];
  socket.close();
  expect(String(message)).toBe('there and back');
});
