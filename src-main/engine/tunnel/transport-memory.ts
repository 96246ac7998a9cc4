import type { PodRef } from '../../shared/session.ts';
import type { UpgradeTarget } from '../kube/upgrade-access.ts';
import type { Chosen, Way } from './transport-race.ts';

interface Known {
  readonly way: Way;
  /** SPDY was refused, not only slow: it will not do better another time. */
  readonly certain: boolean;
  readonly since: number;
  probedAt: number;
}

const keptMs = 24 * 3_600_000;
const betweenProbesMs = 10 * 60_000;

/**
 * How the servers of one context forward, for as long as the process runs. What was chosen for want of a right holds
 * for its namespace alone, since rights differ between them. Times are milliseconds since the epoch.
 */
export class TransportMemory {
  readonly #known = new Map<string, Known>();

  /** Null where nothing is known, or nothing that is younger than a day. */
  way(target: UpgradeTarget, pod: PodRef, now: number): Way | null {
    const known = this.#find(target, pod);
    return known === null || now - known.since > keptMs ? null : known.way;
  }

  remember(target: UpgradeTarget, pod: PodRef, { way, refused }: Omit<Chosen, 'dialled'>, now: number): void {
    const spdy = refused.get('spdy')?.problem.code;
    const forWantOfRights = [...refused.values()].some(({ problem }) => problem.code === 'forbidden');
    const key = forWantOfRights ? namespaceKey(target, pod) : serverKey(target);
    const certain = way === 'spdy' || (spdy !== undefined && spdy !== 'apiUnreachable');
    this.#known.set(key, { way, certain, since: now, probedAt: now });
  }

  forget(target: UpgradeTarget, pod: PodRef): void {
    this.#known.delete(namespaceKey(target, pod));
    this.#known.delete(serverKey(target));
  }

  /** True where SPDY should be tried again beside the way in use; not true again for ten minutes. */
  takeProbe(target: UpgradeTarget, pod: PodRef, now: number): boolean {
    const known = this.#find(target, pod);
    if (known === null || known.certain || now - known.probedAt < betweenProbesMs) return false;
    known.probedAt = now;
    return true;
  }

  /** The network changed: what was too slow before may not be so now. */
  nudge(): void {
    for (const known of this.#known.values()) known.probedAt = -Infinity;
  }

  #find(target: UpgradeTarget, pod: PodRef): Known | null {
    return this.#known.get(namespaceKey(target, pod)) ?? this.#known.get(serverKey(target)) ?? null;
  }
}

/** The user is the context's. */
function serverKey({ server, proxy }: UpgradeTarget): string {
  return `${server.href} ${proxy?.shown ?? ''}`;
}

function namespaceKey(target: UpgradeTarget, { namespace }: PodRef): string {
  return `${serverKey(target)} ${namespace}`;
}
