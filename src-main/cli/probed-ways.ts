import { systemClock } from '../engine/clock.ts';
import type { Routes } from '../engine/routes/routes.ts';
import { say } from '../shared/language/message.ts';
import { hasAnswered, type ProbeResult, probeWords } from '../shared/probe.ts';
import { addressText, type Route } from '../shared/route.ts';
import type { Terminal } from './terminal.ts';

/** What came of trying an address of a route, by its `addressText`; undefined where nothing was. */
export type Probes = (route: Route, address: string) => ProbeResult | undefined;

/** A shorter wait is not spoken of. */
const shortWaitMs = 1_000;

/** Tries all of them from this computer. Rejects with the signal's reason. */
export async function probeWays(
  engineRoutes: Routes,
  routes: readonly Route[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Probes> {
  const results = new Map(routes.map(({ key }) => [key, new Map<string, ProbeResult>()]));
  using cleanup = new DisposableStack();
  cleanup.use(systemClock.after(shortWaitMs, () => terminal.tell('Trying the addresses…')));
  await engineRoutes.probe(
    routes,
    ({ route, address, result }) => results.get(route)?.set(address, result),
    signal,
  );
  return ({ key }, address) => results.get(key)?.get(address);
}

/** The cells ADDRESS and STATE of each address that was tried, then how many were left out; none where nothing was. */
export function probeCells(route: Route, probes: Probes): [address: string, state: string][] {
  if (route.access.by !== 'network') return [];
  const tried = route.access.addresses.flatMap((address) => {
    const text = addressText(address);
    const result = probes(route, text);
    return result === undefined ? [] : [{ text, result }];
  });
  const left = tried.filter(({ result }) => isLeftOut(result));
  const [first] = left;
  return [
    ...tried
      .filter(({ result }) => !isLeftOut(result))
      .map(({ text, result }): [string, string] => [text, resultText(route, result)]),
    ...(first === undefined
      ? []
      : [[`+${String(left.length)}`, say('en', probeWords(first.result))] satisfies [string, string]]),
  ];
}

function isLeftOut(result: ProbeResult): boolean {
  return result.result === 'notProbed' && result.why === 'tooMany';
}

/** Where nothing answered, what is known of the route tells why. */
function resultText({ state }: Route, result: ProbeResult): string {
  const words = say('en', probeWords(result));
  return hasAnswered(result) || state.state === 'open' ? words : `${words} ${say('en', state.why)}`;
}
