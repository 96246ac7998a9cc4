import { itemsOf, type RouteWorld } from '../world.ts';
import type { Namespaces } from './gateway-objects.ts';
import { selects } from './label-selector.ts';

/**
 * Whether what lies in `own` takes objects of a namespace; null where that cannot be known, since it chooses by labels that
 * may not be read. `None` and what is not known here take none; without a choice it is those of its own.
 */
export function takesFrom(
  { from, selector }: NonNullable<Namespaces>,
  { namespace, own }: { readonly namespace: string; readonly own: string },
  { namespaces }: RouteWorld,
): boolean | null {
  switch (from ?? 'Same') {
    case 'All':
      return true;
    case 'Same':
      return namespace === own;
    case 'Selector': {
      if (namespaces.state !== 'read') return null;
      const found = itemsOf(namespaces).find(({ metadata }) => metadata?.name === namespace);
      return Boolean(selector && found && selects(selector, found.metadata?.labels ?? {}));
    }
    default:
      return false;
  }
}
