import { systemClock } from '../engine/clock.ts';
import type { Routes } from '../engine/routes/routes.ts';
import { say } from '../shared/language/message.ts';
import { type AddressProbe, hasAnswered, probeWords, resolvedWords } from '../shared/probe.ts';
import { addressText, type Route } from '../shared/route.ts';
import type { Terminal } from './terminal.ts';

/** What came of trying an address of a route, by its `addressText`; undefined where nothing was. */
export type Probes = (route: Route, address: string) => AddressProbe | undefined;

/** A shorter wait is not spoken of. */
const shortWaitMs = 1_000;

/** Tries all of them from this computer. Rejects with the signal's reason. */
export async function probeWays(
  engineRoutes: Routes,
  routes: readonly Route[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Probes> {
  const results = new Map(routes.map(({ key }) => [key, new Map<string, AddressProbe>()]));
  using cleanup = new DisposableStack();
  cleanup.use(systemClock.after(shortWaitMs, () => terminal.tell('Trying the addresses…')));
  await engineRoutes.probe(routes, (probe) => results.get(probe.route)?.set(probe.address, probe), signal);
  return ({ key }, address) => results.get(key)?.get(address);
}

/** The cells ADDRESS and STATE of each address that was tried, then how many were left out; none where nothing was. */
export function probeCells(route: Route, probes: Probes): [address: string, state: string][] {
  if (route.access.by !== 'network') return [];
  const tried = route.access.addresses.flatMap((address) => probes(route, addressText(address)) ?? []);
  const left = tried.filter(isLeftOut);
  const [first] = left;
  return [
    ...tried
      .filter((probe) => !isLeftOut(probe))
      .map((probe): [string, string] => [probe.address, resultText(route, probe)]),
    ...(first === undefined
      ? []
      : [[`+${String(left.length)}`, say('en', probeWords(first.result))] satisfies [string, string]]),
  ];
}

function isLeftOut({ result }: AddressProbe): boolean {
  return result.result === 'notProbed' && result.why === 'tooMany';
}

/** Where nothing answered, what is known of the route tells why. */
function resultText(route: Route, probe: AddressProbe): string {
  const { state } = route;
  const isExplained = hasAnswered(probe.result) || state.state === 'open';
  const words = [
    ...resolvedWords(route, probe),
    probeWords(probe.result),
    ...(isExplained ? [] : [state.why]),
  ];
  return words.map((each) => say('en', each)).join(' ');
}
