import { randomBytes } from 'node:crypto';

import type { ObjectStore } from '../api/object-store.ts';
import { type KubeObject, timestamp } from '../objects.ts';

interface News {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** Who tells it: `kubelet`, `replicaset-controller` … */
  readonly component: string;
}

/** The real API server forgets events after an hour; here the oldest go when there are more than so many. */
const eventLimit = 200;

/** Tells something of an object as a controller does; what was told already is counted. */
export function recordEvent(store: ObjectStore, about: KubeObject, news: News): void {
  const { type, reason, message, component } = news;
  const { name, namespace = 'default', uid, resourceVersion } = about.metadata;
  const known = store
    .list('events', namespace)
    .find(
      (event) => event.involvedObject.uid === uid && event.reason === reason && event.message === message,
    );
  if (known !== undefined) {
    store.update('events', namespace, known.metadata.name, (event) => ({
      ...event,
      count: event.count + 1,
      lastTimestamp: timestamp(),
    }));
    return;
  }
  forgetOldest(store);
  store.create('events', {
    metadata: { name: `${name}.${randomBytes(8).toString('hex')}`, namespace },
    involvedObject: { apiVersion: about.apiVersion, kind: about.kind, name, namespace, uid, resourceVersion },
    type,
    reason,
    message,
    source: { component },
    count: 1,
    firstTimestamp: timestamp(),
    lastTimestamp: timestamp(),
  });
}

function forgetOldest(store: ObjectStore): void {
  const events = store
    .list('events')
    .toSorted((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion));
  for (const { metadata } of events.slice(0, Math.max(0, events.length - eventLimit))) {
    store.remove('events', metadata.namespace ?? '', metadata.name);
  }
}
