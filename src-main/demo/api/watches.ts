import type { ServerResponse } from 'node:http';

import type { Faults } from '../faults.ts';
import type { KubeObject } from '../objects.ts';
import type { ResourceRequest } from './api-request.ts';
import type { ObjectStore, StoreEvent } from './object-store.ts';
import { apiVersionOf } from './resource-types.ts';
import { parseSelectors } from './selectors.ts';
import { badRequest, StatusError } from './status-error.ts';
import { tableOf, wantsTable } from './tables.ts';

interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: object;
}

interface ObjectEvent extends WatchEvent {
  readonly object: KubeObject;
}

// A watch without a limit of its own ends after 30 to 60 minutes in the real API server.
const defaultTimeoutSeconds = 1_800;
const bookmarkIntervalMs = 60_000;

/** Answers a watch: one JSON event a line until its time is over, the client leaves or a fault ends it. */
export function watchObjects(
  store: ObjectStore,
  faults: Faults,
  { type, namespace, url }: ResourceRequest,
  accept: string | undefined,
  response: ServerResponse,
): void {
  const query = url.searchParams;
  const matches = parseSelectors(query);
  const isVisible = (object: KubeObject): boolean =>
    (namespace === null || object.metadata.namespace === namespace) && matches(object);
  const from = query.get('resourceVersion') ?? '';
  if (!/^\d*$/.test(from))
    throw badRequest(`Invalid value: "${from}": strconv.ParseUint: parsing "${from}": invalid syntax`);

  const send = (event: WatchEvent): void => void response.write(`${JSON.stringify(event)}\n`);
  const bookmark = (annotations?: object): void => {
    const metadata = { resourceVersion: String(store.version), ...(annotations && { annotations }) };
    send({ type: 'BOOKMARK', object: { kind: type.kind, apiVersion: apiVersionOf(type), metadata } });
  };
  const sendObject = (event: ObjectEvent): void =>
    send({
      ...event,
      object: wantsTable(accept)
        ? tableOf(type, event.object)
        : { ...event.object, apiVersion: apiVersionOf(type) },
    });
  const sendChange = (change: StoreEvent): void => {
    const event = seenBy(isVisible, change);
    if (event) sendObject(event);
  };

  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
  response.flushHeaders();
  try {
    // Without a version, or with 0, a watch begins with what is there.
    if (from === '' || from === '0' || query.get('sendInitialEvents') === 'true') {
      for (const object of store.list(type.name, namespace).filter(matches))
        sendObject({ type: 'ADDED', object });
      if (query.get('sendInitialEvents') === 'true') bookmark({ 'k8s.io/initial-events-end': 'true' });
    } else store.changesSince(type.name, Number(from)).forEach(sendChange);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    // The real server has sent its 200 already, and says 410 as an event.
    send({ type: 'ERROR', object: error.status });
    response.end();
    return;
  }

  const subscription = store.onChange((change) => {
    if (change.resource === type.name) sendChange(change);
  });
  const wantsBookmarks = query.get('allowWatchBookmarks') === 'true';
  const bookmarks = wantsBookmarks ? setInterval(bookmark, bookmarkIntervalMs) : null;
  const timeoutSeconds = Number(query.get('timeoutSeconds') ?? '') || defaultTimeoutSeconds;
  const timeout = setTimeout(() => {
    // The real server says goodbye with the newest version, so that the next watch has little to catch up.
    if (wantsBookmarks) bookmark();
    end();
  }, timeoutSeconds * 1_000);
  const end = (): void => {
    subscription[Symbol.dispose]();
    if (bookmarks) clearInterval(bookmarks);
    clearTimeout(timeout);
    faults.events.off('dropWatches', end);
    response.end();
  };
  faults.events.on('dropWatches', end);
  response.on('close', end);
}

/** What a change is for somebody who sees a part: an object that comes to match is added, one that no longer does is deleted. */
function seenBy(isVisible: (object: KubeObject) => boolean, change: StoreEvent): ObjectEvent | null {
  const isNow = change.type !== 'DELETED' && isVisible(change.object);
  const before = change.previous && isVisible(change.previous) ? change.previous : null;
  if (isNow) return { type: before ? 'MODIFIED' : 'ADDED', object: change.object };
  if (!before) return null;
  // The last known state, with the version of its end.
  const { resourceVersion } = change.object.metadata;
  return { type: 'DELETED', object: { ...before, metadata: { ...before.metadata, resourceVersion } } };
}
