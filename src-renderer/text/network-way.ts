import { isServable } from '../../src-main/shared/local-entry.ts';
import { hasAnswered, type ProbeResult } from '../../src-main/shared/probe.ts';
import type { Route, RouteAddress } from '../../src-main/shared/route.ts';
import type { StateLook } from './session-summary.ts';
import { probedLook, probeNotes, wayLook } from './way-look.ts';

/** What is known of one line of a way by the network. */
export interface NetworkWayFacts {
  readonly route: Route;
  /** Undefined where the cluster has none for it yet. */
  readonly address: RouteAddress | undefined;
  /** What came of trying it and those that lead to the same; none before that. */
  readonly results: readonly ProbeResult[];
  /** Whether a forward to the same can be had, and there is none. */
  readonly canForward: boolean;
}

/** What such a line says and offers. */
export interface NetworkWay {
  readonly look: StateLook;
  /** What came of trying it, a sentence each, as far as that says more than the cluster does. */
  readonly notes: readonly string[];
  /** Whether a browser that is sent there may come to something. */
  readonly leadsThere: boolean;
  /** What can be had in its place; null for nothing. */
  readonly instead: 'localEntry' | 'forward' | null;
}

export function networkWay(facts: NetworkWayFacts): NetworkWay {
  const { route, results } = facts;
  const probed = probedLook(route.state, results);
  const leadsThere = probed === null ? route.state.state === 'open' : mayAnswer(probed, results);
  return {
    look: probed ?? wayLook(route.state),
    notes: probed === null ? [] : probeNotes(results),
    leadsThere,
    instead: insteadOf(facts, leadsThere),
  };
}

/** A name that this computer cannot resolve leads nowhere, whatever answers at the entry of the cluster. */
function mayAnswer({ tone }: StateLook, results: readonly ProbeResult[]): boolean {
  const isUnresolved = results.every(({ result }) => result === 'nameUnresolved');
  return results.some(hasAnswered) || (tone !== 'bad' && !isUnresolved);
}

/** A local entry serves the host as it is meant; a forward only leads to what is behind it. */
function insteadOf(
  { route, address, results, canForward }: NetworkWayFacts,
  leadsThere: boolean,
): NetworkWay['instead'] {
  const answersNothing = results.length > 0 && !results.some(hasAnswered);
  const canServe = address !== undefined && isServable(route, address) && route.state.state !== 'broken';
  if (canServe && answersNothing) return 'localEntry';
  return canForward && !leadsThere ? 'forward' : null;
}
