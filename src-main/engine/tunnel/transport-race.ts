import type { PodRef } from '../../shared/session.ts';
import type { Transport } from '../../shared/transport.ts';
import type { Clock } from '../clock.ts';
import { onAbort } from './deadline.ts';
import { joinRefusals, UpgradeRefusal } from './upgrade-refusal.ts';
import type { Dialled } from './websocket-dial.ts';

/** One way to ask a server to forward; `spdyGet` needs another right than `spdy`, `v4` only answers a `websocket`. */
export type Way = 'spdy' | 'spdyGet' | 'websocket' | 'v4';

export const transportOf = {
  spdy: 'spdy',
  spdyGet: 'spdy',
  websocket: 'websocket',
  v4: 'v4',
} as const satisfies Record<Way, Transport>;

/** Tries one way; `onConnected` is told how long the server took to be reached, in milliseconds. */
export type Attempt = (
  way: Way,
  onConnected: (tookMs: number) => void,
  signal: AbortSignal,
) => Promise<Dialled>;

export interface RaceOptions {
  readonly attempt: Attempt;
  readonly pod: PodRef;
  /** Ways that this dial has been refused already. */
  readonly refused: ReadonlyMap<Way, UpgradeRefusal>;
  /** Both are tried at the same time: a path prefix means a proxy, which may well drop SPDY. */
  readonly together: boolean;
  readonly clock: Clock;
}

/** How a race ended. */
export interface Chosen {
  readonly dialled: Dialled;
  readonly way: Way;
  /** What the others were refused with; those that were only slower are not among them. */
  readonly refused: ReadonlyMap<Way, UpgradeRefusal>;
}

/** Beyond two round trips, so long a server may think about SPDY before it is also asked by WebSocket (tunnel.md, 9.1). */
const headStartMs = 250;

/**
 * The first way that leads through: SPDY, and beside it the WebSocket as soon as SPDY is refused or slow. Those that
 * come later are closed. Rejects with what the refusals say together, or with the first problem that any way would meet.
 */
export async function race(options: RaceOptions, signal: AbortSignal): Promise<Chosen> {
  const { attempt, clock, pod, together } = options;
  const refused = new Map(options.refused);
  const running = new Set<Way>();
  const over = new AbortController();
  using cleanup = new DisposableStack();
  cleanup.defer(() => over.abort(new Error('another way was faster')));
  cleanup.use(onAbort(signal, () => over.abort(signal.reason)));
  return await new Promise<Chosen>((resolve, reject) => {
    const start = (way: Way): void => {
      if (over.signal.aborted || running.has(way) || refused.has(way)) return;
      running.add(way);
      const connected = (tookMs: number): void => {
        if (way !== 'spdy' || over.signal.aborted) return;
        cleanup.use(clock.after(headStartMs + tookMs, () => start('websocket')));
      };
      attempt(way, connected, over.signal).then(
        (dialled) => arrived(way, dialled),
        (error: unknown) => failed(way, error),
      );
    };
    const arrived = (way: Way, dialled: Dialled): void => {
      if (over.signal.aborted) closeDialled(dialled);
      else {
        resolve({ dialled, way: dialled.kind === 'v4' ? 'v4' : way, refused });
        over.abort(new Error('another way was faster'));
      }
    };
    const failed = (way: Way, error: unknown): void => {
      running.delete(way);
      if (!(error instanceof UpgradeRefusal) || error.remedy !== 'other') {
        reject(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      refused.set(way, error);
      const next = nextWay(refused);
      if (next !== null) start(next);
      else if (running.size === 0) reject(joinRefusals([...refused.values()], pod) ?? error);
    };
    const next = nextWay(refused);
    if (next === null) reject(joinRefusals([...refused.values()], pod) ?? new Error('nothing left to try'));
    else start(next);
    if (together) start('websocket');
  });
}

/** What to try after those refusals; null where all that is left would be refused the same way. */
export function nextWay(refused: ReadonlyMap<Way, UpgradeRefusal>): Way | null {
  if (!refused.has('spdy')) return 'spdy';
  if (!refused.has('websocket')) return 'websocket';
  const lacksCreate = refused.get('spdy')?.problem.code === 'forbidden';
  const lacksGet = refused.get('websocket')?.problem.code === 'forbidden';
  // By GET the same upgrade needs "get" alone on servers before 1.35 (tunnel.md, 8), where WebSockets carry no tunnel.
  return lacksCreate && !lacksGet && !refused.has('spdyGet') ? 'spdyGet' : null;
}

function closeDialled(dialled: Dialled): void {
  switch (dialled.kind) {
    case 'tunnel':
      dialled.wire.close();
      return;
    case 'v4':
      dialled.connection.close();
      return;
  }
}
