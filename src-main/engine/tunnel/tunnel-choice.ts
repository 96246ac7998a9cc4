import { serverQueues } from './server-queues.ts';

/** What is looked at when a tunnel is chosen. */
export interface Candidate {
  /** Streams that may still carry bytes. */
  readonly load: number;
  /** All streams. */
  readonly size: number;
  /** Our bytes wait for the server. */
  readonly congested: boolean;
  /** The server's bytes wait for a client. */
  readonly stalled: boolean;
  /** A stream has carried much, so that it may stall soon. */
  readonly bulky: boolean;
}

/** Up to so many tunnels, each connection has one to itself; beyond, they are shared. */
const softCap = 8;
/** Beyond so many connections even the server's queues are shared, so that none waits for a further tunnel. */
const crowd = softCap * serverQueues;
/** Where all are congested, further tunnels keep new connections from waiting behind them. */
export const hardCap = 16;

/** How many tunnels there should be at most, as things are. */
export function tunnelCap(usable: readonly Candidate[]): number {
  return usable.length >= softCap && !usable.some(isLight) ? hardCap : softCap;
}

/** The tunnel for the next of `waiting` connections; null where it is better to wait for a dial. */
export function chooseTunnel<T extends Candidate>(
  usable: readonly T[],
  waiting: number,
  dials: number,
): T | null {
  const calm = calmTunnel(usable);
  if (calm?.load === 0) return calm;
  const load = usable.reduce((sum, tunnel) => sum + tunnel.load, 0);
  if (calm !== null && waiting + load > crowd) return calm;
  if (dials === 0) return usable.length < tunnelCap(usable) ? null : shareTunnel(usable);
  if (calm === null || !isLight(calm) || usable.length + dials < softCap) return null;
  // A burst: every tunnel that is there or on its way gets its share.
  return calm.load < (waiting + load) / (usable.length + dials) ? calm : null;
}

/** The tunnel to share instead of waiting for a slow dial; null where all are stalled: those would serve nobody. */
export function calmTunnel<T extends Candidate>(usable: readonly T[]): T | null {
  return leastLoaded(usable.filter(isLight)) ?? leastLoaded(usable.filter(isCalm));
}

/** The tunnel to share where no other can be had; null where there is none. */
export function shareTunnel<T extends Candidate>(usable: readonly T[]): T | null {
  return calmTunnel(usable) ?? leastLoaded(usable);
}

function isCalm(tunnel: Candidate): boolean {
  return !tunnel.congested && !tunnel.stalled;
}

function isLight(tunnel: Candidate): boolean {
  return isCalm(tunnel) && !tunnel.bulky;
}

function leastLoaded<T extends Candidate>(tunnels: readonly T[]): T | null {
  let best: T | null = null;
  for (const tunnel of tunnels) {
    if (best === null || tunnel.load < best.load || (tunnel.load === best.load && tunnel.size < best.size)) {
      best = tunnel;
    }
  }
  return best;
}
