import type { Selector, ServiceObject } from './kube-objects.ts';

/**
 * A selector in the API's query form, with all labels and expressions. Null for one that selects nothing on purpose:
 * an empty selector would select everything.
 */
export function formatSelector(selector: Selector | undefined): string | null {
  const labels = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (selector?.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
    switch (operator) {
      case 'In':
        return `${key} in (${values.join(',')})`;
      case 'NotIn':
        return `${key} notin (${values.join(',')})`;
      case 'Exists':
        return key;
      case 'DoesNotExist':
        return `!${key}`;
      default:
        // An operator of the future: nothing is better than pods that were not meant.
        return null;
    }
  });
  const parts = [...labels, ...expressions];
  return parts.length === 0 || parts.includes(null) ? null : parts.join(',');
}

/** False for a service whose slices are made by others, or by nobody. */
export function hasSelector({ spec }: ServiceObject): boolean {
  return Object.keys(spec?.selector ?? {}).length > 0;
}
