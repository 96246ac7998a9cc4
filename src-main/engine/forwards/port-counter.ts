import type { Problem } from '../../shared/problem.ts';
import type { PortTraffic } from '../../shared/traffic.ts';

/** Counts of one port pair, added to on the byte path and read once a second. */
export class PortCounter {
  receivedBytes = 0;
  sentBytes = 0;
  total = 0;
  failed = 0;
  closed = 0;
  open = 0;
  held = 0;
  lastProblem: Problem | null = null;
  /** Connections that ever had to wait for a ready pod. */
  everHeld = 0;
  #receivedBefore = 0;
  #sentBefore = 0;
  #receivedRate = 0;
  #sentRate = 0;

  /** Takes the rates over the time since the last tick. */
  tick(elapsedMs: number): void {
    this.#receivedRate = rate(this.receivedBytes - this.#receivedBefore, elapsedMs);
    this.#sentRate = rate(this.sentBytes - this.#sentBefore, elapsedMs);
    this.#receivedBefore = this.receivedBytes;
    this.#sentBefore = this.sentBytes;
  }

  sample(): PortTraffic {
    return {
      receivedBytes: this.receivedBytes,
      sentBytes: this.sentBytes,
      receivedRate: this.#receivedRate,
      sentRate: this.#sentRate,
      open: this.open,
      held: this.held,
      total: this.total,
      failed: this.failed,
      closed: this.closed,
      lastProblem: this.lastProblem,
    };
  }
}

/** Bytes per second, whole. */
export function rate(bytes: number, elapsedMs: number): number {
  // Bytes taken back after an undelivered opening are no negative rate.
  return elapsedMs <= 0 ? 0 : Math.max(0, Math.round((bytes * 1000) / elapsedMs));
}
