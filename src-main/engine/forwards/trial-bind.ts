import { isLoopback } from '../../shared/bind-address.ts';
import { type Problem, problemOf } from '../../shared/problem.ts';
import type { LocalPort } from '../../shared/port-pair.ts';
import { Listener } from './listener.ts';

/** What would keep us from listening on these addresses; null where nothing does. They are bound for a moment. Never rejects. */
export async function trialBind(addresses: readonly string[], local: LocalPort): Promise<Problem | null> {
  try {
    const listener = await Listener.bind({
      addresses,
      local,
      claim: () => ({ [Symbol.dispose]: () => undefined }),
      admits: () => false,
      onAcceptError: () => undefined,
    });
    await listener[Symbol.asyncDispose]();
    return null;
  } catch (error) {
    return problemOf(error);
  }
}

/** As `trialBind`, of the first address that this computer does not have now. Loopback is always there. */
export async function missingAddress(addresses: readonly string[]): Promise<Problem | null> {
  const others = addresses.filter((address) => !isLoopback(address));
  const problem = others.length === 0 ? null : await trialBind(others, { kind: 'auto', last: null });
  return problem?.code === 'addressUnavailable' ? problem : null;
}
