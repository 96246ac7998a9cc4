import type { LabelSelector } from './gateway-objects.ts';

type Labels = Readonly<Record<string, string>>;

/** Whether a selector chooses what has these labels; an empty one chooses all, one with an operator of the future nothing. */
export function selects({ matchLabels, matchExpressions }: LabelSelector, labels: Labels): boolean {
  const valueOf = (key: string) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  return (
    Object.entries(matchLabels ?? {}).every(([key, value]) => valueOf(key) === value) &&
    (matchExpressions ?? []).every(({ key, operator, values }) => {
      const own = valueOf(key);
      switch (operator) {
        case 'In':
          return own !== undefined && (values ?? []).includes(own);
        case 'NotIn':
          return own === undefined || !(values ?? []).includes(own);
        case 'Exists':
          return own !== undefined;
        case 'DoesNotExist':
          return own === undefined;
        default:
          return false;
      }
    })
  );
}
