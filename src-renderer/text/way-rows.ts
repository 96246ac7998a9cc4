import { addressText, isWebAddress, type Route } from '../../src-main/shared/route.ts';

/** One line of the table of ways in: a route, or one URL of a route that has several. */
export interface WayRow {
  readonly key: string;
  readonly route: Route;
  /** The address that the cluster gives it; null for a forward, whose address is its own. */
  readonly text: string | null;
  /** Further addresses that lead to the same. */
  readonly others: readonly string[];
  /** Which of the route's addresses it is; null for none. */
  readonly at: number | null;
  /** Whether a browser can be sent there. */
  readonly opens: boolean;
}

/** The lines of the table, in the routes' order. */
export function wayRows(routes: readonly Route[]): WayRow[] {
  return routes.flatMap((route): WayRow[] => {
    const { access, key } = route;
    const line = { key, route, others: [], at: null, opens: false };
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
            at: index,
            opens: isWebAddress(address),
          }));
        const [first] = addresses;
        if (first === undefined) return [{ ...line, text: '' }];
        const others = addresses.slice(1).map(addressText);
        return [{ ...line, text: addressText(first), others, at: 0, opens: isWebAddress(first) }];
      }
    }
  });
}
