import type { SecureContext } from 'node:tls';
import type { AddressProbe } from '../../../shared/probe.ts';
import type { Route } from '../../../shared/route.ts';
import type { Clock } from '../../clock.ts';
import { computerTrust } from '../../net/computer-trust.ts';
import { Names } from './names.ts';
import { probeAddress } from './probe-address.ts';
import { speaksTls } from './probe-place.ts';
import { probePlan } from './probe-plan.ts';

const mostAtOnce = 8;

/** Tries ways in from this computer, by direct connections: the environment's proxies are not asked. */
export class Prober {
  readonly #tools;

  constructor(clock: Clock, trust: () => SecureContext = computerTrust) {
    this.#tools = { clock, trust, names: new Names(clock) };
  }

  /**
   * Tells the result of every address of these routes as it comes, each once; resolves after the last. Rejects with the
   * signal's reason once all its sockets are closed, and tells nothing after the abort.
   */
  async probe(
    routes: readonly Route[],
    listener: (probe: AddressProbe) => void,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    const { tries, skipped } = probePlan(routes);
    for (const each of skipped) listener(each);
    // Reading the authorities holds everything up, and would be taken for the slowness of servers.
    if (tries.some(({ at }) => speaksTls(at.scheme))) this.#tools.trust();
    // All take from the same queue.
    const queue = tries.values();
    const work = async () => {
      for (const { route, address, at } of queue) {
        listener({ route, address, ...(await probeAddress(at, this.#tools, signal)) });
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: mostAtOnce }, work));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
}
