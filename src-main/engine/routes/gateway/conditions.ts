import { wordsOf } from '../cluster-text.ts';
import type { Condition } from './gateway-objects.ts';

/** Why a condition of that type is not met, as its controller says it, of bounded length; null where it is met or unsaid. */
export function refusal(
  conditions: readonly Condition[],
  type: string,
  bad: 'False' | 'True' = 'False',
): string | null {
  const found = conditions.find((each) => each.type === type && each.status === bad);
  if (found === undefined) return null;
  const { message, reason } = found;
  return wordsOf(message) || wordsOf(reason) || type;
}
