import { formatEndpoint } from '../../shared/bind-address.ts';
import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { Endpoint } from '../../shared/session.ts';

interface Claim extends Endpoint {
  readonly owner: string;
}

/**
 * Which of our own forwards holds which port. The system cannot say it: a failed bind names nobody, and on macOS and
 * Windows a second bind of a wildcard beside a specific address succeeds and takes half of the traffic away.
 */
export class PortClaims {
  readonly #claims = new Set<Claim>();

  /** Holds an endpoint for a forward until disposed. Throws `portInUse`, which names the forward that has it. */
  claim(endpoint: Endpoint, owner: string): Disposable {
    for (const other of this.#claims) {
      if (!overlaps(other, endpoint)) continue;
      throw new ProblemError(
        'portInUse',
        message('listen.takenByForward', { endpoint: formatEndpoint(endpoint), label: other.owner }),
      );
    }
    const claim = { ...endpoint, owner };
    this.#claims.add(claim);
    return {
      [Symbol.dispose]: () => {
        this.#claims.delete(claim);
      },
    };
  }
}

/** True where the first address takes in the second: itself, or the wildcard of its family. */
export function covers(wide: string, address: string): boolean {
  if (wide === address) return true;
  return wide === (address.includes(':') ? '::' : '0.0.0.0');
}

/** True where both cannot listen beside each other. */
export function overlaps(a: Endpoint, b: Endpoint): boolean {
  return a.port === b.port && (covers(a.address, b.address) || covers(b.address, a.address));
}
