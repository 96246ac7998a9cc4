import { type Message, message } from '../../shared/language/message.ts';
import type { Target } from '../../shared/target.ts';

/** How messages call an object: `deployment web`. */
export function objectWords({ kind, name }: Pick<Target, 'kind' | 'name'>): Message {
  return message('cluster.object', { kind, name });
}
