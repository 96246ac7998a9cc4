import type { ApiProxyId } from '../shared/api-proxy.ts';
import type { Input } from '../shared/api.ts';
import { message } from '../shared/language/message.ts';
import { typedAddress } from '../shared/local-address.ts';
import type { LocalEntry } from '../shared/local-entry.ts';
import { ProblemError } from '../shared/problem.ts';
import type { RouteMap } from '../shared/route.ts';
import type { Endpoint } from '../shared/session.ts';
import type { Engine } from '../engine/engine.ts';
import type { NewLocalEntry } from '../engine/entry/local-entries.ts';
import type { Computer } from './commands.ts';
import type { EventFeed } from './event-feed.ts';
import { webUrl } from './web-url.ts';

/** Opens a local address that leads through an API server. Throws `notFound` for one that does not listen. */
export async function openProxy(
  { apiProxies }: Pick<Engine, 'apiProxies'>,
  computer: Pick<Computer, 'openInBrowser'>,
  id: ApiProxyId,
): Promise<void> {
  await openSite(apiProxies.list(), computer, id, '/');
}

/** Opens an address of the ways in that the window shows. Throws `notFound` where it is none for a browser. */
export async function openWay(
  { map }: Pick<EventFeed, 'map'>,
  computer: Pick<Computer, 'openInBrowser'>,
  key: string,
  index: number,
): Promise<void> {
  const shown = shownAddress(map, key, index);
  const url = shown === null ? null : webUrl(shown.address);
  if (url === null) throw new ProblemError('notFound', message('ways.cannotOpen'));
  await computer.openInBrowser(url);
}

/** Serves the host of an address of the ways in that the window shows. Throws `notFound` where it shows no such address. */
export async function startEntry(
  { localEntries }: Pick<Engine, 'localEntries'>,
  { map }: Pick<EventFeed, 'map'>,
  { route: key, address: index, local, ...consent }: Input<'entry.start'>,
  signal: AbortSignal,
): Promise<LocalEntry> {
  const shown = shownAddress(map, key, index);
  if (shown === null) throw new ProblemError('notFound', message('ways.cannotOpen'));
  return localEntries.start({ ...shown, local }, consent, signal);
}

/** Opens a path of a local entry. Throws `notFound` for one that does not listen. */
export async function openEntry(
  { localEntries }: Pick<Engine, 'localEntries'>,
  computer: Pick<Computer, 'openInBrowser'>,
  { id, path }: Input<'entry.open'>,
): Promise<void> {
  await openSite(localEntries.list(), computer, id, path);
}

/** What the engine has found, by the names that the page has for it; null where it has no such thing. */
function shownAddress(
  map: RouteMap | null,
  key: string,
  index: number,
): Pick<NewLocalEntry, 'target' | 'route' | 'address'> | null {
  const route = map?.routes.find((each) => each.key === key);
  const address = route?.access.by === 'network' ? route.access.addresses[index] : undefined;
  return map === null || route === undefined || address === undefined
    ? null
    : { target: map.target, route, address };
}

async function openSite(
  sites: readonly { readonly id: string; readonly endpoints: readonly Endpoint[] }[],
  computer: Pick<Computer, 'openInBrowser'>,
  id: string,
  path: string,
): Promise<void> {
  const [endpoint] = sites.find((each) => each.id === id)?.endpoints ?? [];
  if (endpoint === undefined) throw new ProblemError('notFound', message('ways.cannotOpen'));
  await computer.openInBrowser(`http://${typedAddress(endpoint)}${path}`);
}
