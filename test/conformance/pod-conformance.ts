import { describe, expect, it } from 'vitest';

import { service } from '../cluster/manifests.ts';
import type { ConformanceNamespace } from './conformance-cluster.ts';

export function describePods(given: () => ConformanceNamespace): void {
  describe('its pods', () => {
    it('are replaced when deleted, and leave their service before they go', async () => {
      const namespace = given();
      const { client } = namespace;
      const [doomed = '', other = ''] = await namespace.readyPods('app=web', 2);
      const watched = await client.object('GET', namespace.path('endpointslices'));

      const deleted = await client.object('DELETE', namespace.path('pods', `/${doomed}`));
      const whileTerminating = new Set<string>();
      const query = {
        resourceVersion: watched.metadata.resourceVersion,
        labelSelector: 'kubernetes.io/service-name=web',
      };
      let replacement = '';
      for await (const { object } of client.watch(namespace.path('endpointslices'), query)) {
        const endpoints = object.endpoints ?? [];
        const old = endpoints.find(({ targetRef }) => targetRef.name === doomed);
        if (old)
          whileTerminating.add(`ready ${old.conditions.ready} terminating ${old.conditions.terminating}`);
        replacement =
          endpoints.find(
            ({ conditions, targetRef }) => conditions.ready && ![doomed, other].includes(targetRef.name),
          )?.targetRef.name ?? '';
        if (!old && replacement !== '') break;
      }

      expect({
        answer: [deleted.kind, deleted.metadata.name, deleted.metadata.deletionTimestamp !== undefined],
        whileTerminating: [...whileTerminating],
        now: await namespace.readyPods('app=web', 2),
      }).toEqual({
        answer: ['Pod', doomed, true],
        whileTerminating: ['ready false terminating true'],
        now: [other, replacement].sort(),
      });
    });

    it('come and go with the scale of their deployment', async () => {
      const namespace = given();
      const { client } = namespace;
      const scale = namespace.path('deployments', '/web/scale');
      const before = await client.object('GET', scale);

      const answer = await client.object('PATCH', scale, { spec: { replicas: 3 } });
      const three = await namespace.readyPods('app=web', 3);
      await client.object('PATCH', namespace.path('deployments', '/web'), { spec: { replicas: 2 } });
      const two = await namespace.readyPods('app=web', 2);

      expect({
        kinds: [before.kind, answer.kind],
        replicas: [before.spec?.replicas, answer.spec?.replicas],
        pods: [three.length, two.filter((name) => three.includes(name)).length],
      }).toEqual({ kinds: ['Scale', 'Scale'], replicas: [2, 3], pods: [3, 2] });
    });

    it('say in a condition that they are evicted, and a set tells which pod it deletes', async () => {
      const namespace = given();
      const { client } = namespace;
      const [evicted = ''] = await namespace.readyPods('app=web', 2);
      const before = await client.object('GET', namespace.path('pods'));
      const eviction = {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name: evicted, namespace: namespace.name },
      };

      await client.object('POST', namespace.path('pods', `/${evicted}/eviction`), eviction);
      const query = {
        resourceVersion: before.metadata.resourceVersion,
        fieldSelector: `metadata.name=${evicted}`,
      };
      let target: unknown;
      for await (const { object } of client.watch(namespace.path('pods'), query)) {
        if (!object.metadata.deletionTimestamp) continue;
        target = object.status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
        break;
      }
      const two = await namespace.readyPods('app=web', 2);
      await client.object('PATCH', namespace.path('deployments', '/web'), { spec: { replicas: 1 } });
      let told: unknown;
      for await (const { object } of client.watch(namespace.path('events'), { resourceVersion: '0' })) {
        const deleted = two.find((name) => object.message === `Deleted pod: ${name}`);
        if (object.reason !== 'SuccessfulDelete' || deleted === undefined) continue;
        told = object.involvedObject?.kind;
        break;
      }
      await client.object('PATCH', namespace.path('deployments', '/web'), { spec: { replicas: 2 } });
      await namespace.readyPods('app=web', 2);
      const { metadata } = await client.object('GET', namespace.path('deployments', '/web'));

      expect({
        target,
        told,
        revision: metadata.annotations?.['deployment.kubernetes.io/revision'],
      }).toMatchObject({
        target: { status: 'True', reason: 'EvictionByEvictionAPI', message: 'Eviction API: evicting' },
        told: 'ReplicaSet',
        revision: '1',
      });
    });

    it('leave null for the lists in the slice of a service that has none', async () => {
      const namespace = given();
      await namespace.create(service('nobody'));
      const query = { labelSelector: 'kubernetes.io/service-name=nobody' };
      let slice: unknown;
      for await (const { object } of namespace.client.watch(namespace.path('endpointslices'), query)) {
        slice = { endpoints: object.endpoints, ports: object.ports };
        break;
      }
      expect(slice).toEqual({ endpoints: null, ports: null });
    });
  });
}
