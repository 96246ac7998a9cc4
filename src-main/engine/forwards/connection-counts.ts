import type { Problem } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import type { Place } from './balanced-pods.ts';
import type { PortCounter } from './port-counter.ts';

/** Counts one connection: on its port pair, on the pod that it goes to, and for itself. */
export class ConnectionCounts {
  readonly #port: PortCounter;
  /** Null while it is held and once it is over. */
  #place: Place | null = null;
  #receivedBytes = 0;
  #sentBytes = 0;

  /** Counts it as accepted and open. */
  constructor(port: PortCounter) {
    this.#port = port;
    port.total += 1;
    port.open += 1;
  }

  /** The pod it goes to; null while it is held and once it is over. */
  get pod(): PodRef | null {
    return this.#place?.endpoint.pod ?? null;
  }

  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** True where any connection of the port pair ever heard from the application. */
  get portHasAnswered(): boolean {
    return this.#port.receivedBytes > 0;
  }

  enter(place: Place): void {
    this.#place = place;
  }

  received(bytes: number): void {
    this.#receivedBytes += bytes;
    this.#port.receivedBytes += bytes;
    if (this.#place !== null) this.#place.counter.receivedBytes += bytes;
  }

  sent(bytes: number): void {
    this.#sentBytes += bytes;
    this.#port.sentBytes += bytes;
    if (this.#place !== null) this.#place.counter.sentBytes += bytes;
  }

  /** It leaves its pod, where nothing of what was sent has arrived: that counts where it is sent again. */
  takeBack(): void {
    this.sent(-this.#sentBytes);
    this.#leave();
  }

  /** Counts it as held until the task is over. */
  async whileHeld<T>(task: () => Promise<T>): Promise<T> {
    this.#port.held += 1;
    this.#port.everHeld += 1;
    try {
      return await task();
    } finally {
      this.#port.held -= 1;
    }
  }

  failed(problem: Problem): void {
    this.#port.failed += 1;
    this.#port.lastProblem = problem;
  }

  closedByPerson(): void {
    this.#port.closed += 1;
  }

  /** It is over. Called once. */
  close(): void {
    this.#port.open -= 1;
    this.#leave();
  }

  #leave(): void {
    if (this.#place === null) return;
    this.#place.counter.open -= 1;
    this.#place = null;
  }
}
