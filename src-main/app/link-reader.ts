import { problemOf } from '../shared/problem.ts';
import { readForwardLink } from '../engine/import/forward-link.ts';
import type { Notices } from '../engine/notices.ts';
import type { Destinations } from './destinations.ts';

export interface LinkReaderOptions {
  readonly notices: Notices;
  readonly destinations: Destinations;
  readonly openWindow: () => void;
}

/**
 * Leads the window to what a link asks for, or tells what is wrong with it. Only the last wrong one is told: anybody
 * may write many.
 */
export function linkReader({ notices, destinations, openWindow }: LinkReaderOptions): (link: string) => void {
  let told: number | null = null;
  return (link) => {
    if (told !== null) notices.dismiss(told);
    told = null;
    try {
      destinations.lead({ kind: 'link', forward: readForwardLink(link) });
    } catch (error) {
      told = notices.add(problemOf(error));
    }
    openWindow();
  };
}
