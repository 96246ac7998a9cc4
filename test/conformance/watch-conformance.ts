import { describe, expect, it } from 'vitest';

import { pod } from '../cluster/manifests.ts';
import type { KubeObject, WatchEvent } from './cluster-client.ts';
import { type ConformanceNamespace, isReady } from './conformance-cluster.ts';

export function describeWatches(given: () => ConformanceNamespace): void {
  describe('its watches', () => {
    it('tell the life of a pod in order', async () => {
      const namespace = given();
      const { client } = namespace;
      const seen: string[] = [];
      const { metadata } = await client.object('GET', namespace.path('pods', '?limit=1'));

      await namespace.create(pod('mayfly'));
      const query = { resourceVersion: metadata.resourceVersion, fieldSelector: 'metadata.name=mayfly' };
      for await (const { type, object } of client.watch(namespace.path('pods'), query)) {
        const line = `${type} ${stateOf(object)}`;
        if (line !== seen.at(-1)) seen.push(line);
        if (line === 'MODIFIED Ready') await client.object('DELETE', namespace.path('pods', '/mayfly'));
        if (type === 'DELETED') break;
      }

      expect(seen.filter((line) => line !== 'MODIFIED Pending' && line !== 'MODIFIED Running')).toEqual([
        'ADDED Pending',
        'MODIFIED Ready',
        'MODIFIED Terminating',
        'DELETED Terminating',
      ]);
    });

    it('begin with what is there, and say where that ends when asked', async () => {
      const namespace = given();
      const query = {
        sendInitialEvents: 'true',
        resourceVersionMatch: 'NotOlderThan',
        allowWatchBookmarks: 'true',
        labelSelector: 'app=lone',
      };
      const events: WatchEvent[] = [];
      for await (const event of namespace.client.watch(namespace.path('pods'), query)) {
        events.push(event);
        if (event.type === 'BOOKMARK') break;
      }

      expect(
        events.map(({ type, object }) => [
          type,
          object.kind,
          object.metadata.annotations?.['k8s.io/initial-events-end'],
        ]),
      ).toEqual([
        ['ADDED', 'Pod', undefined],
        ['BOOKMARK', 'Pod', 'true'],
      ]);
    });

    it('show an object that comes to match as added, and one that no longer does as deleted', async () => {
      const namespace = given();
      const { client } = namespace;
      const label = (value: string | null) =>
        client.object('PATCH', namespace.path('pods', '/lone'), { metadata: { labels: { visible: value } } });
      const { metadata } = await client.object('GET', namespace.path('pods', '/lone'));

      await label('yes');
      await label('still');
      await label(null);
      const seen: string[] = [];
      const query = { resourceVersion: metadata.resourceVersion, labelSelector: 'visible' };
      for await (const { type, object } of client.watch(namespace.path('pods'), query)) {
        seen.push(`${type} ${object.metadata.name}`);
        if (type === 'DELETED') break;
      }

      expect(seen).toEqual(['ADDED lone', 'MODIFIED lone', 'DELETED lone']);
    });

    it('end at their time', async () => {
      const namespace = given();
      const query = { timeoutSeconds: '1', fieldSelector: 'metadata.name=nope' };
      const started = performance.now();
      const events: WatchEvent[] = [];
      for await (const event of namespace.client.watch(namespace.path('pods'), query)) events.push(event);

      expect({ events, seconds: Math.round((performance.now() - started) / 1_000) }).toEqual({
        events: [],
        seconds: 1,
      });
    });

    it('say 410 in an event when the version is too old', async () => {
      const namespace = given();
      const events: WatchEvent[] = [];
      for await (const event of namespace.client.watch(namespace.path('pods'), { resourceVersion: '1' }))
        events.push(event);

      expect(
        events.map(({ type, object: { kind, code, reason, message } }) => [
          type,
          kind,
          code,
          reason,
          message?.replace(/\(\d+\)/, '(N)'),
        ]),
      ).toEqual([['ERROR', 'Status', 410, 'Expired', 'too old resource version: 1 (N)']]);
    });
  });
}

function stateOf(object: KubeObject): string {
  if (object.metadata.deletionTimestamp) return 'Terminating';
  return isReady(object) ? 'Ready' : (object.status?.phase ?? '');
}
