import { defaultBindAddresses, formatEndpoint } from '../shared/bind-address.ts';
import { message, say } from '../shared/language/message.ts';
import { entryNotes, isServable } from '../shared/local-entry.ts';
import { ProblemError } from '../shared/problem.ts';
import { type Route, type RouteAddress, type RouteMap, siteText } from '../shared/route.ts';
import { formatTarget } from '../shared/target.ts';
import type { EntryCommand } from './arguments.ts';
import { confirmProduction } from './confirm-production.ts';
import { openEngine } from './open-engine.ts';
import type { Terminal } from './terminal.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * Serves a host of the ways in to a target at a local address, until the signal aborts; tells by which way, and what is
 * wrong there. Throws `notFound` where no way has the host, and what keeps the entry from listening.
 */
export async function entry(command: EntryCommand, terminal: Terminal, signal: AbortSignal): Promise<void> {
  await using open = await openEngine(command, (message) => terminal.tell(`warning: ${message}`));
  const { localEntries, production, routes } = open.engine;
  const { name: context } = open.context;
  if (production.has(context) && !command.production) {
    const asked = { target: command.target, addresses: [...defaultBindAddresses] };
    await confirmProduction(context, asked, terminal, signal);
  }
  const target = { ...command.target, context, namespace: command.namespace ?? open.context.namespace };
  const { route, address } = findHost(command, await routes.read(target, signal));
  const started = await localEntries.start(
    { target, route, address, local: command.local },
    { confirmedProduction: true },
    signal,
  );
  const [first] = started.endpoints;
  if (first === undefined) throw new TypeError('nothing listens');
  const site = siteText(address);
  terminal.print(`Serving ${site} on http://${formatEndpoint(first)}`);
  const told = new Set<string>();
  const tell = (notes: readonly string[]) => {
    for (const note of notes.filter((each) => !told.has(each))) terminal.tell(note);
    for (const note of notes) told.add(note);
  };
  localEntries.onChanged(([changed]) => {
    if (changed !== undefined) tell(entryNotes(changed).map((note) => say('en', note)));
  });
  const [now = started] = localEntries.list();
  tell(entryNotes(now).map((note) => say('en', note)));
  await untilAborted(signal);
}

/** The address of the host, with HTTPS where it has both. */
function findHost(
  { host, scheme, hostPort }: EntryCommand,
  { routes, target }: RouteMap,
): { readonly route: Route; readonly address: RouteAddress } {
  const servable = routes.flatMap((route) => {
    const addresses = route.access.by === 'network' ? route.access.addresses : [];
    return addresses.filter((address) => isServable(route, address)).map((address) => ({ route, address }));
  });
  const found = servable.filter(
    ({ address }) =>
      address.host.toLowerCase() === host &&
      (scheme === null || address.scheme === scheme) &&
      (hostPort === null || address.port === hostPort),
  );
  const best = found.find(({ address }) => address.scheme === 'https') ?? found[0];
  if (best !== undefined) return best;
  const hosts = [...new Set(servable.map(({ address }) => siteText(address)))];
  throw new ProblemError(
    'notFound',
    message('entry.noSuchHost', { host, target: formatTarget(target), hosts }),
  );
}
