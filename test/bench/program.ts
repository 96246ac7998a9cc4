import type { Server } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What a program of the benchmark prints when it is ready. */
export const readyLine = 'Ready';

/** As kubectl says it, so that every forwarder is read alike. */
export function announceForward(localPort: number, remotePort: number): void {
  process.stdout.write(`Forwarding from 127.0.0.1:${localPort} -> ${remotePort}\n`);
}

/** The one line of a server that is no forwarder: its port. */
export function announcePort(server: Server): void {
  process.stdout.write(`Listening on ${portOf(server)}\n${readyLine}\n`);
}

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new TypeError('The server does not listen on TCP.');
  return address.port;
}

/** A program of the benchmark never outlives it, and tells in one line why it ended by itself. */
export function endWithParent(): void {
  process.once('disconnect', () => process.exit());
  process.once('uncaughtException', ({ message }) => {
    process.stderr.write(`${message}\n`);
    process.exit(1);
  });
}

/** What the benchmark asks a forwarder that runs on Node. */
export type Question = 'watchEventLoop' | 'eventLoopDelay';
export interface Answer {
  /** The 99th percentile since the watch began, in milliseconds. */
  readonly p99Ms: number;
}

const sampleMs = 10;

export function answerQuestions(): void {
  const delay = monitorEventLoopDelay({ resolution: sampleMs });
  process.on('message', (question: Question) => {
    switch (question) {
      case 'watchEventLoop':
        delay.reset();
        delay.enable();
        break;
      case 'eventLoopDelay':
        delay.disable();
        // The monitor counts the time between two samples, so an idle loop already has one interval.
        process.send?.({ p99Ms: Math.max(0, delay.percentile(99) / 1e6 - sampleMs) } satisfies Answer);
        break;
    }
  });
}
