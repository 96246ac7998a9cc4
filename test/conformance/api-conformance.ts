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

    it('tells of all its resources in one answer to who asks for that, in the version that it has', async () => {
      const { client } = given();
      const ask = async (path: string, ...versions: readonly string[]) => {
        const types = versions.map(
          (v) => `application/json;g=apidiscovery.k8s.io;v=${v};as=APIGroupDiscoveryList`,
        );
        const accept = [...types, 'application/json'].join();
        return JSON.parse((await client.ask('GET', path, undefined, { accept })).body) as AggregatedDiscovery;
      };
      const wanted = ['ingresses', 'ingressclasses', 'deployments', 'selfsubjectaccessreviews', 'services'];

      const answers = [await ask('/api', 'v2', 'v2beta1'), await ask('/apis', 'v2', 'v2beta1')];
      const plain = [await ask('/api'), await ask('/apis'), await ask('/apis', 'v0')];

      expect({
        kinds: [...answers, ...plain].map(({ kind, apiVersion = '' }) => `${kind} ${apiVersion}`),
        resources: answers
          .flatMap(({ items = [] }) => items)
          .flatMap(({ metadata, versions }) =>
            versions.flatMap(({ version, resources }) =>
              resources
                .filter(({ resource }) => wanted.includes(resource))
                .map(
                  ({ resource, responseKind, scope, singularResource, shortNames = [], subresources = [] }) =>
                    [
                      `${metadata.name ?? ''}/${version} ${resource} ${singularResource} ${responseKind.kind} ${scope}`,
                      ...shortNames,
                      ...subresources.map((each) => each.subresource).filter((each) => each === 'scale'),
                    ].join(' '),
                ),
            ),
          )
          .sort(),
      }).toEqual({
        kinds: [
          'APIGroupDiscoveryList apidiscovery.k8s.io/v2',
          'APIGroupDiscoveryList apidiscovery.k8s.io/v2',
          'APIVersions ',
          'APIGroupList v1',
          'APIGroupList v1',
        ],
        resources: [
          '/v1 services service Service Namespaced svc',
          'apps/v1 deployments deployment Deployment Namespaced deploy scale',
          'authorization.k8s.io/v1 selfsubjectaccessreviews selfsubjectaccessreview SelfSubjectAccessReview Cluster',
          'networking.k8s.io/v1 ingressclasses ingressclass IngressClass Cluster',
          'networking.k8s.io/v1 ingresses ingress Ingress Namespaced ing',
        ],
      });
    });

    it('changes the status of an Ingress by its own path, and only that', async () => {
      const { client, name } = given();
      const path = `/apis/networking.k8s.io/v1/namespaces/${name}/ingresses`;
      const spec = { defaultBackend: { service: { name: 'web', port: { number: 80 } } } };
      const ingress = {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'front' },
        spec,
      };
      const created = await client.object('POST', path, ingress);
      const loadBalancer = { ingress: [{ ip: '192.0.2.1' }] };
      await client.object('PATCH', `${path}/front`, { status: { loadBalancer } });
      const other = { status: { loadBalancer }, spec: { ingressClassName: 'other' } };
      const changed = await client.object('PATCH', `${path}/front/status`, other);
      const read = await client.object('GET', `${path}/front`);
      expect(
        [created, read].map(({ apiVersion, kind, spec, status }) => ({ apiVersion, kind, spec, status })),
      ).toEqual(
        [{}, loadBalancer].map((own) => ({
          apiVersion: 'networking.k8s.io/v1',
          kind: 'Ingress',
          spec,
          status: { loadBalancer: own },
        })),
      );
      expect(changed.metadata.resourceVersion).toBe(read.metadata.resourceVersion);
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

interface AggregatedDiscovery {
  readonly kind: string;
  readonly apiVersion?: string;
  readonly items?: readonly {
    readonly metadata: { readonly name?: string };
    readonly versions: readonly {
      readonly version: string;
      readonly resources: readonly {
        readonly resource: string;
        readonly responseKind: { readonly kind: string };
        readonly scope: string;
        readonly singularResource: string;
        readonly shortNames?: readonly string[];
        readonly subresources?: readonly { readonly subresource: string }[];
      }[];
    }[];
  }[];
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
