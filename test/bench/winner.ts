import type { Metric } from './metric.ts';
import { labelOf, type Peer, peers } from './peers.ts';
import type { Results } from './results.ts';
import { overlap, type Spread } from './statistics.ts';

/** Fewer rounds have no range to speak of. */
const leastRounds = 3;

type Ranked = Peer & { readonly spread: Spread };

/**
 * Who is better than all others in every round, undefined where ranges overlap. The floor takes no part.
 * Where transports of the same product overlap, the product is named without one.
 */
export function winnerOf(metric: Metric, results: Results): string | undefined {
  if (metric.better === 'neither') return undefined;
  const sign = metric.better === 'less' ? 1 : -1;
  const ranked = peers
    .filter(({ product }) => product !== 'floor')
    .flatMap((peer): readonly Ranked[] => {
      const spread = results.spread(metric.id, peer.id);
      const isKnown = results.byRound(metric.id, peer.id).size >= leastRounds;
      return spread === undefined || !isKnown ? [] : [{ ...peer, spread }];
    })
    .toSorted((a, b) => sign * (a.spread.median - b.spread.median));
  const [best, ...others] = ranked;
  const rivals = others.filter(({ product }) => product !== best?.product);
  if (best === undefined || rivals.length === 0) return undefined;
  if (rivals.some(({ spread }) => overlap(best.spread, spread))) return undefined;
  return others.some(({ spread }) => overlap(best.spread, spread)) ? best.product : labelOf(best.id);
}
