import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliProcess } from '../support/cli-process.ts';
import type { Cluster } from './cluster.ts';
import { startCluster } from './cluster.ts';
import { controllerService, customObjects, statuses } from './custom-objects.ts';
import * as manifests from './manifests.ts';
import { TestNamespace } from './test-namespace.ts';

const kinds = ['virtualServer', 'ingressRoute', 'openshiftRoute', 'httpProxy', 'virtualService'];

let cluster: Cluster;
let namespace: TestNamespace;

beforeAll(async () => {
  cluster = await startCluster();
  // Of a fixed name: services that an earlier run left would pass for those of the same controllers.
  namespace = await TestNamespace.named(cluster.kubectl, 'custom-routes');
  const web = { name: 'web', port: 80 };
  await namespace.apply(
    manifests.deployment('web'),
    manifests.service('web'),
    controllerService('traefik', { 'app.kubernetes.io/name': 'traefik' }, [
      web,
      { name: 'echo', port: 7007 },
    ]),
    controllerService('istio', { istio: namespace.name }, [{ name: 'http2', port: 80 }]),
    ...customObjects(namespace.name),
  );
  for (const status of statuses) await namespace.patchStatus(...status);
  await namespace.readyPods('app=web');
});
afterAll(() => namespace[Symbol.asyncDispose]());

interface TerminalRoute {
  readonly kind: string;
  readonly opener: { readonly kind: string; readonly name: string };
  readonly servedBy: string | null;
  readonly port: { readonly port: number } | null;
  readonly access: {
    readonly addresses: readonly {
      readonly scheme: string;
      readonly text: string;
      readonly isPattern: boolean;
      readonly entries: readonly string[];
    }[];
  };
  readonly state: string;
  readonly why: string | null;
  readonly notes: readonly string[];
}

/** What the terminal says of the custom resources, in the order in which it does. */
async function ways(): Promise<unknown[]> {
  const options = ['-n', namespace.name, '--kubeconfig', cluster.kubeconfigPath];
  await using cli = new CliProcess(['ways', 'svc/web', '-o', 'json', ...options]);
  expect([await cli.exit(), cli.err]).toEqual([0, []]);
  const { routes } = JSON.parse(cli.out.join('\n')) as { readonly routes: readonly TerminalRoute[] };
  return routes
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ opener, servedBy, port, access, state, why, notes }) => [
      `${opener.kind} ${opener.name} by ${servedBy ?? ''} to ${String(port?.port)}`,
      access.addresses.map(
        ({ scheme, text, isPattern, entries }) =>
          `${isPattern ? 'like ' : ''}${scheme} ${text} at ${entries.join(', ')}`,
      ),
      state,
      ...(why === null ? [] : [why]),
      ...notes,
    ]);
}

it('tells the ways in by objects that the real definitions of their kinds accept', async () => {
  expect(await ways()).toEqual([
    [
      'VirtualServer shop by NGINX to 80',
      [
        'https https://shop.example.com/ at 192.0.2.1',
        'like https https://shop.example.com^/tea/[0-9]+$ at 192.0.2.1',
      ],
      'open',
      'Plain HTTP is only redirected to HTTPS.',
    ],
    ['IngressRoute canary by Traefik to 80', ['http http://shop.example.com/canary at 192.0.2.2'], 'open'],
    [
      'IngressRoute dangling by Traefik to undefined',
      [],
      'broken',
      'It leads to port 8888 of service web, which has no such port.',
    ],
    [
      'IngressRoute shop by Traefik to 80',
      [
        'http http://shop.example.com/tea at 192.0.2.2',
        'like http http://^.+\\.example\\.com$/ at 192.0.2.2',
      ],
      'open',
    ],
    ['IngressRouteTCP echo by Traefik to 7000', ['tcp 192.0.2.2:7007 at '], 'open'],
    [
      'Route shop by default to 80',
      [
        'https https://shop.example.com/tea at router-default.apps.example.com',
        'http http://shop.example.com/tea at router-default.apps.example.com',
      ],
      'open',
    ],
    [
      'HTTPProxy shop by Contour to 80',
      ['https https://shop.example.com/tea/green at 192.0.2.3'],
      'open',
      'Plain HTTP is only redirected to HTTPS.',
    ],
    ['HTTPProxy orphan by Contour to 80', [], 'broken', 'No HTTPProxy that is in use leads to it.'],
    [
      'VirtualService inside by Istio to 80',
      [],
      'inside',
      'It names no gateway, so it counts only inside the mesh.',
    ],
    [
      'VirtualService shop by Istio to 80',
      [
        'http http://shop.example.com/tea at istio.example.com',
        'http http://shop.example.com/beta at istio.example.com',
      ],
      'open',
      'Only requests that meet further conditions of the rule are led here.',
    ],
    [
      'VirtualService shop by Istio to 80',
      [],
      'broken',
      'There is no Gateway custom-routes/gone. Create it, or correct its name.',
      'Only requests that meet further conditions of the rule are led here.',
    ],
  ]);
});

it('is refused by the definition of its kind where an object is none of it', async () => {
  const objects = customObjects(namespace.name).filter(
    ({ apiVersion }) => !apiVersion.startsWith('k8s.nginx.org'),
  );
  const refused = await Promise.allSettled(
    objects.map(async (object) => namespace.apply({ ...object, metadata: { name: 'none' }, spec: 'none' })),
  );
  expect(refused.map(({ status }) => status)).toEqual(objects.map(() => 'rejected'));
});
