import { addressText, isWebAddress, type Route, type RouteAddress } from '../../src-main/shared/route.ts';

/** One line of the table of ways in: a route, or one URL of a route that has several. */
export interface WayRow {
  readonly key: string;
  readonly route: Route;
  /** What is copied; null for a forward, whose address is its own. */
  readonly text: string | null;
  /** Further addresses that lead to the same. */
  readonly others: readonly string[];
  /** Which of the route's addresses a browser can be sent to; null for none. */
  readonly opens: number | null;
}

/** The lines of the table, in the routes' order. */
export function wayRows(routes: readonly Route[]): WayRow[] {
  return routes.flatMap((route): WayRow[] => {
    const { access, key } = route;
    const line = { key, route, others: [], opens: null };
    switch (access.by) {
      case 'forward':
        return [{ ...line, text: null }];
      case 'apiServer':
        return [{ ...line, text: access.path }];
      case 'network': {
        const { addresses } = access;
        // URLs differ in what they ask for; addresses of nodes only in who is asked.
        if (addresses.some(({ path }) => path !== null))
          return addresses.map((address, index) => ({
            ...line,
            key: `${key} ${index}`,
            text: addressText(address),
            opens: opensAt([address], index),
          }));
        const [first = '', ...others] = addresses.map(addressText);
        return [{ ...line, text: first, others, opens: opensAt(addresses.slice(0, 1), 0) }];
      }
    }
  });
}

function opensAt([address]: readonly RouteAddress[], index: number): number | null {
  return address !== undefined && isWebAddress(address) ? index : null;
}
