import { describe, expect, it } from 'vitest';

import type { ClusterClient } from './cluster-client.ts';
import type { ConformanceNamespace } from './conformance-cluster.ts';

export function describeApi(given: () => ConformanceNamespace): void {
  describe('its API', () => {
    it('names in a Status what is missing', async () => {
      const { client, name } = given();
      const paths = [
        `/api/v1/namespaces/${name}/pods/nope`,
        `/apis/apps/v1/namespaces/${name}/deployments/nope`,
        `/apis/discovery.k8s.io/v1/namespaces/${name}/endpointslices/nope`,
        `/api/v1/namespaces/${name}/nopes`,
        '/api/v1/nopes',
        '/apis/nope.example/v1',
        '/nope',
      ];

      const answers = await Promise.all(paths.map((path) => statusOf(client, 'GET', path)));

      const notFound = (message: string, details: object) => ({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message,
        reason: 'NotFound',
        details,
        code: 404,
      });
      expect(answers).toEqual([
        notFound('pods "nope" not found', { name: 'nope', kind: 'pods' }),
        notFound('deployments.apps "nope" not found', { name: 'nope', group: 'apps', kind: 'deployments' }),
        notFound('endpointslices.discovery.k8s.io "nope" not found', {
          name: 'nope',
          group: 'discovery.k8s.io',
          kind: 'endpointslices',
        }),
        notFound('the server could not find the requested resource', {}),
        notFound('the server could not find the requested resource', {}),
        '404 404 page not found\n',
        '404 404 page not found\n',
      ]);
    });

    it('answers a namespace that is not there with an empty list', async () => {
      const { items } = await given().client.object('GET', '/api/v1/namespaces/nowhere-at-all/pods');
      expect(items).toEqual([]);
    });

    it('refuses an unknown token', async () => {
      expect(await statusOf(given().strangerClient(), 'GET', '/api/v1/pods')).toEqual({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'Unauthorized',
        reason: 'Unauthorized',
        code: 401,
      });
    });

    it('says who may not do what', async () => {
      const client = await given().forbiddenClient();
      const paths = ['/api/v1/namespaces/some/pods', '/api/v1/pods', '/api/v1/namespaces/some/pods/web-1'];

      const answers = await Promise.all(paths.map((path) => statusOf(client, 'GET', path)));

      expect(JSON.parse(JSON.stringify(answers).replaceAll(/User \\"[^"]*\\"/g, 'User'))).toEqual(
        [
          {
            message:
              'pods is forbidden: User cannot list resource "pods" in API group "" in the namespace "some"',
          },
          {
            message:
              'pods is forbidden: User cannot list resource "pods" in API group "" at the cluster scope',
          },
          {
            message:
              'pods "web-1" is forbidden: User cannot get resource "pods" in API group "" in the namespace "some"',
            details: { name: 'web-1', kind: 'pods' },
          },
        ].map((own) => ({
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          reason: 'Forbidden',
          details: { kind: 'pods' },
          code: 403,
          ...own,
        })),
      );
    });

    it('lists in pages that all show the same moment', async () => {
      const namespace = given();
      const { client } = namespace;
      const whole = await client.object('GET', namespace.path('pods'));

      const first = await client.object('GET', namespace.path('pods', '?limit=1'));
      await client.object('PATCH', namespace.path('services', '/web'), {
        metadata: { labels: { page: 'between' } },
      });
      const token = encodeURIComponent(first.metadata.continue ?? '');
      const second = await client.object('GET', namespace.path('pods', `?limit=5&continue=${token}`));

      const names = (list: typeof whole) => (list.items ?? []).map(({ metadata }) => metadata.name);
      expect({
        names: [...names(first), ...names(second)],
        remaining: [first.metadata.remainingItemCount, second.metadata.remainingItemCount],
        isSameMoment: first.metadata.resourceVersion === second.metadata.resourceVersion,
      }).toEqual({ names: names(whole), remaining: [2, undefined], isSameMoment: true });
    });

    it('selects by labels and fields', async () => {
      const namespace = given();
      const selectors = [
        'labelSelector=app=lone',
        'labelSelector=app==lone',
        'labelSelector=app!=web',
        'labelSelector=app in (lone, other)',
        'labelSelector=app notin (web)',
        'labelSelector=app,!pod-template-hash',
        'labelSelector=nothing',
        'fieldSelector=metadata.name=lone',
        'fieldSelector=metadata.name!=lone,status.phase=Failed',
        'fieldSelector=status.phase=Running&labelSelector=app=lone',
        'labelSelector=a=b=c',
        'fieldSelector=spec.colour=red',
      ];

      const answers = await Promise.all(
        selectors.map(async (selector) => {
          const answer = await namespace.client.ask('GET', namespace.path('pods', `?${encodeURI(selector)}`));
          if (answer.code !== 200) return answer.code;
          const { items } = JSON.parse(answer.body) as { items: { metadata: { name: string } }[] };
          return items.map(({ metadata }) => metadata.name).join();
        }),
      );

      expect(answers).toEqual([
        'lone',
        'lone',
        'lone',
        'lone',
        'lone',
        'lone',
        '',
        'lone',
        '',
        'lone',
        400,
        400,
      ]);
    });

    it('keeps a Secret as base64, and lists it as a table without its values', async () => {
      const { client, name } = given();
      const path = `/api/v1/namespaces/${name}/secrets`;
      await client.object('POST', path, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'login' },
        stringData: { password: 'p@ss' },
      });
      const secret = JSON.parse((await client.ask('GET', `${path}/login`)).body) as Record<string, unknown>;
      expect({
        type: secret['type'],
        data: secret['data'],
        hasMore: ['stringData', 'status', 'spec'].some((field) => field in secret),
      }).toEqual({ type: 'Opaque', data: { password: 'cEBzcw==' }, hasMore: false });
      const table = await client.ask('GET', `${path}?includeObject=None`, undefined, {
        accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
      });
      const { rows } = JSON.parse(table.body) as { rows: { cells: unknown[] }[] };
      expect(rows.map(({ cells }) => cells.slice(0, 3))).toContainEqual(['login', 'Opaque', 1]);
    });

    it('tells of its resources', async () => {
      const { client } = given();
      const wanted = [
        'namespaces',
        'pods',
        'pods/portforward',
        'services',
        'deployments',
        'deployments/scale',
        'endpointslices',
        'jobs',
      ];
      const groups = ['/api/v1', '/apis/apps/v1', '/apis/discovery.k8s.io/v1', '/apis/batch/v1'];

      const lists = await Promise.all(
        groups.map(async (path) => JSON.parse((await client.ask('GET', path)).body) as ResourceList),
      );

      expect(
        lists.flatMap(({ groupVersion, resources }) =>
          resources
            .filter(({ name }) => wanted.includes(name))
            .map(({ name, kind, namespaced, shortNames }) =>
              [groupVersion, name, kind, namespaced ? 'namespaced' : 'cluster', ...(shortNames ?? [])].join(
                ' ',
              ),
            )
            .sort(),
        ),
      ).toEqual([
        'v1 namespaces Namespace cluster ns',
        'v1 pods Pod namespaced po',
        'v1 pods/portforward PodPortForwardOptions namespaced',
        'v1 services Service namespaced svc',
        'apps/v1 deployments Deployment namespaced deploy',
        'apps/v1 deployments/scale Scale namespaced',
        'discovery.k8s.io/v1 endpointslices EndpointSlice namespaced',
        'batch/v1 jobs Job namespaced',
      ]);
    });

    it('reviews what the user may do', async () => {
      const namespace = given();
      const review = (place: string) => ({
        kind: 'SelfSubjectAccessReview',
        apiVersion: 'authorization.k8s.io/v1',
        spec: { resourceAttributes: { namespace: place, verb: 'list', resource: 'pods' } },
      });
      const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

      const allowed = await namespace.client.object('POST', path, review(namespace.name));
      const denied = await (await namespace.forbiddenClient()).object('POST', path, review('some'));

      expect([allowed.status?.allowed, denied.status?.allowed]).toEqual([true, false]);
    });
  });
}

interface ResourceList {
  readonly groupVersion: string;
  readonly resources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
    readonly shortNames?: readonly string[];
  }[];
}

/** The Status of an answer, or its code and text when it is none. */
async function statusOf(client: ClusterClient, method: string, path: string): Promise<unknown> {
  const { code, body } = await client.ask(method, path);
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return `${code} ${body}`;
  }
}
