import type { AllowList } from '../../shared/allow-list.ts';
import type { Balance } from '../../shared/balance.ts';
import { defaultBindAddresses } from '../../shared/bind-address.ts';
import { defaultSettings, type EndOfFile } from '../../shared/forward.ts';
import { ImportedForward, ImportedTarget, type LeftOut } from '../../shared/import.ts';
import { message, type Message } from '../../shared/language/message.ts';
import type { PortPair } from '../../shared/port-pair.ts';
import { ProblemError, problemOf } from '../../shared/problem.ts';
import type { SecretLink } from '../../shared/secret.ts';
import type { Target } from '../../shared/target.ts';
import { fieldFault } from './schema-fault.ts';

/** A forward as a file says it; what it does not say is as a person would leave it. */
export interface Wish {
  readonly target: Pick<Target, 'kind' | 'name'>;
  readonly ports: readonly PortPair[];
  readonly context: string | null;
  /** Null for the context's own. */
  readonly namespace: string | null;
  /** Null for the target's name. */
  readonly label?: string | null;
  readonly group?: string | null;
  readonly addresses?: readonly string[];
  readonly holdMs?: number;
  readonly balance?: Balance;
  readonly eof?: EndOfFile;
  readonly allowFrom?: AllowList;
  readonly endAfterMs?: number | null;
  readonly secret?: SecretLink | null;
}

/** What a text yields: forwards, and what of it is not in them. */
export class Harvest {
  readonly forwards: ImportedForward[] = [];
  readonly left: LeftOut[] = [];

  /** Takes what `read` returns, or notes why it cannot be had, for null; the others are taken all the same. */
  take(what: Message | string, read: () => Wish): ImportedForward | null {
    try {
      const forward = imported(read());
      this.forwards.push(forward);
      return forward;
    } catch (error) {
      this.leave(what, problemOf(error).words);
      return null;
    }
  }

  leave(what: Message | string, why: Message): void {
    this.left.push({ what: typeof what === 'string' ? message('verbatim', { text: what }) : what, why });
  }
}

/** The forward that is wished for, whole. Throws `invalidInput`. */
export function imported(wish: Wish): ImportedForward {
  const { target, ports, context, namespace } = wish;
  if (!ImportedTarget.shape.namespace.safeParse(namespace).success) {
    throw unusable(message('input.notNamespace', { text: String(namespace) }));
  }
  if (!ImportedTarget.shape.name.safeParse(target.name).success) {
    throw unusable(message('input.notName', { text: target.name }));
  }
  const parsed = ImportedForward.safeParse({
    ...defaultSettings,
    label: wish.label ?? target.name,
    target: { context, namespace, ...target },
    ports,
    addresses: wish.addresses ?? defaultBindAddresses,
    ...(wish.group !== undefined && { group: wish.group }),
    ...(wish.holdMs !== undefined && { holdMs: wish.holdMs }),
    ...(wish.balance !== undefined && { balance: wish.balance }),
    ...(wish.eof !== undefined && { eof: wish.eof }),
    ...(wish.allowFrom !== undefined && { allowFrom: wish.allowFrom }),
    ...(wish.endAfterMs !== undefined && { endAfterMs: wish.endAfterMs }),
    ...(wish.secret !== undefined && { secret: wish.secret }),
  });
  if (parsed.success) return parsed.data;
  throw unusable(fieldFault(parsed.error, '.'));
}

/** A sentence on what is wrong with one entry. */
export function unusable(why: Message): ProblemError {
  return new ProblemError('invalidInput', why);
}
