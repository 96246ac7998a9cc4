import type { IncomingMessage } from 'node:http';

import { evictPod, terminatePod } from '../control/owned-pods.ts';
import { type KubeObject, type ReplicatedWorkload, type ResourceName, timestamp } from '../objects.ts';
import type { ResourceRequest } from './api-request.ts';
import { prepareNew } from './defaults.ts';
import { type Json, type JsonObject, readJson } from './json.ts';
import { listObjects } from './lists.ts';
import type { ObjectStore } from './object-store.ts';
import { mergePatch } from './patches.ts';
import { apiVersionOf, type ResourceType } from './resource-types.ts';
import { parseSelectors } from './selectors.ts';
import { tableOf, wantsTable } from './tables.ts';
import { badRequest, conflict, methodNotAllowed, resourceNotFound } from './status-error.ts';

export interface Answer {
  readonly code: number;
  readonly body: object;
  /** JSON unless told. */
  readonly contentType?: string;
}

/** Answers everything about stored objects except watches and upgrades. Throws StatusError. */
export async function handleResource(
  store: ObjectStore,
  request: ResourceRequest,
  message: IncomingMessage,
): Promise<Answer> {
  const answer = await handle(store, request, message);
  const { kind } = request.type;
  const isOne = 'kind' in answer.body && answer.body.kind === kind;
  return isOne ? { ...answer, body: { ...answer.body, apiVersion: apiVersionOf(request.type) } } : answer;
}

async function handle(
  store: ObjectStore,
  request: ResourceRequest,
  message: IncomingMessage,
): Promise<Answer> {
  const { type, verb, subresource } = request;
  if (subresource === 'scale' && type.scalable) return handleScale(store, request, message);
  if (subresource === 'eviction' && type.name === 'pods' && verb === 'create') {
    evictPod(store, store.get('pods', request.namespace, nameOf(request)));
    return {
      code: 201,
      body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
    };
  }
  if (subresource !== null && subresource !== 'status') throw resourceNotFound();
  switch (verb) {
    case 'get':
    case 'list': {
      const found =
        verb === 'list'
          ? listObjects(store, request)
          : store.get(type.name, request.namespace, nameOf(request));
      return ok(wantsTable(message.headers.accept) ? tableOf(type, found) : found);
    }
    case 'create':
      return { code: 201, body: create(store, request, await readJson(message)) };
    case 'update': {
      const body = await readJson(message);
      return ok(change(store, request, () => body));
    }
    case 'patch': {
      if (/json-patch\+json|apply-patch/.test(message.headers['content-type'] ?? ''))
        throw badRequest('the demo cluster takes merge patches only');
      const patch = await readJson(message);
      return ok(change(store, request, (object) => mergePatch(object, patch)));
    }
    case 'delete':
      return ok(
        remove(store, type, request.namespace, nameOf(request), graceOf(request, await readJson(message))),
      );
    case 'deletecollection': {
      const grace = graceOf(request, await readJson(message));
      const list = listObjects(store, request);
      for (const { metadata } of store
        .list(type.name, request.namespace)
        .filter(parseSelectors(request.url.searchParams)))
        remove(store, type, metadata.namespace ?? null, metadata.name, grace);
      return ok(list);
    }
    case 'watch':
      throw methodNotAllowed();
  }
}

function ok(body: object): Answer {
  return { code: 200, body };
}

function nameOf({ name }: ResourceRequest): string {
  if (name === null) throw methodNotAllowed();
  return name;
}

function create(store: ObjectStore, { type, namespace }: ResourceRequest, body: JsonObject): KubeObject {
  if (type.namespaced) store.get('namespaces', null, namespace ?? '');
  return store.create<ResourceName>(type.name, prepareNew(type, namespace, body));
}

/**
 * Spec and metadata may be changed from outside, and the status alone by its own path; a change of the spec is a new
 * generation.
 */
function change(
  store: ObjectStore,
  request: ResourceRequest,
  edit: (object: JsonObject) => Json,
): KubeObject {
  const { type, namespace } = request;
  const name = nameOf(request);
  const current = store.get(type.name, namespace, name);
  // What a client sends is an object of this type as far as its metadata goes; the rest is kept as it came.
  const edited = edit(current as unknown as JsonObject) as unknown as typeof current;
  const asked = edited.metadata.resourceVersion;
  if (asked && asked !== current.metadata.resourceVersion) throw conflict(type, name);
  if (request.subresource === 'status')
    return store.update<ResourceName>(type.name, namespace, name, () => ({
      ...current,
      ...('status' in edited && { status: edited.status }),
    }));
  const { generation } = current.metadata;
  const isNewSpec = specOf(edited) !== specOf(current);
  return store.update<ResourceName>(type.name, namespace, name, () => ({
    ...edited,
    ...('status' in current && { status: current.status }),
    metadata: {
      ...current.metadata,
      ...pick(edited.metadata, ['labels', 'annotations', 'ownerReferences']),
      ...(generation !== undefined && { generation: isNewSpec ? generation + 1 : generation }),
    },
  }));
}

function pick<T extends object, K extends keyof T>(object: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.filter((key) => key in object).map((key) => [key, object[key]])) as Pick<
    T,
    K
  >;
}

function specOf(object: object): string {
  return JSON.stringify('spec' in object ? object.spec : null);
}

function graceOf({ url }: ResourceRequest, { gracePeriodSeconds }: JsonObject): number | undefined {
  const asked = url.searchParams.get('gracePeriodSeconds') ?? gracePeriodSeconds;
  return asked === undefined || asked === null ? undefined : Number(asked);
}

/** A pod and a namespace go gracefully, and are answered as they then are; all else goes at once. */
function remove(
  store: ObjectStore,
  type: ResourceType,
  namespace: string | null,
  name: string,
  grace?: number,
): object {
  const object = store.get(type.name, namespace, name);
  if (type.name === 'pods' && grace !== 0) {
    const pod = store.get('pods', namespace, name);
    return pod.metadata.deletionTimestamp ? pod : terminatePod(store, pod, grace);
  }
  if (type.name === 'namespaces')
    return store.update('namespaces', null, name, (current) => ({
      ...current,
      metadata: { ...current.metadata, deletionTimestamp: current.metadata.deletionTimestamp ?? timestamp() },
      status: { phase: 'Terminating' },
    }));
  store.remove(type.name, namespace, name);
  if (type.name === 'pods') return object;
  const details = {
    name,
    ...(type.group !== '' && { group: type.group }),
    kind: type.name,
    uid: object.metadata.uid,
  };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}

async function handleScale(
  store: ObjectStore,
  request: ResourceRequest,
  message: IncomingMessage,
): Promise<Answer> {
  const { type, namespace, verb } = request;
  const name = nameOf(request);
  const resource = type.name as 'deployments' | 'replicasets' | 'statefulsets';
  const current = store.get(resource, namespace, name);
  if (verb === 'get') return ok(scaleOf(current));
  if (verb !== 'patch' && verb !== 'update') throw methodNotAllowed();
  const body = await readJson(message);
  const edited = (verb === 'patch' ? mergePatch(scaleOf(current) as Json, body) : body) as {
    readonly spec?: { readonly replicas?: number };
  };
  const replicas = edited.spec?.replicas ?? 0;
  if (!Number.isInteger(replicas) || replicas < 0) throw badRequest('spec.replicas: must be a whole number');
  return ok(
    scaleOf(
      store.update(resource, namespace, name, (object) => ({
        ...object,
        metadata: { ...object.metadata, generation: (object.metadata.generation ?? 1) + 1 },
        spec: { ...object.spec, replicas },
      })),
    ),
  );
}

function scaleOf({ metadata, spec, status }: ReplicatedWorkload): object {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const selector = Object.entries(spec.selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: spec.replicas ?? 1 },
    status: { replicas: status.replicas ?? 0, selector: selector.join(',') },
  };
}
