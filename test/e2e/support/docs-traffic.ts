import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { isUpdating } from './docs-pictures.ts';
import type { Portolan } from './portolan.ts';

/** What one forward carries: so many bytes in an answer at most, in waves of so many seconds. */
interface Wave {
  readonly label: string;
  readonly bytes: number;
  readonly seconds: number;
}

const pages: readonly Wave[] = [
  { label: 'web', bytes: 24_000, seconds: 15 },
  { label: 'ledger', bytes: 6_000, seconds: 21 },
  { label: 'web staging', bytes: 3_000, seconds: 11 },
];
/** Services that answer each line with itself. */
const echoes: readonly Wave[] = [
  { label: 'orders db', bytes: 1_500, seconds: 18 },
  { label: 'search', bytes: 4_000, seconds: 13 },
];
const roundMs = 250;
/** As long as the graphs go back. */
const graphMs = 60_000;

/** Something to see in the graphs until it is disposed; `shown` resolves when they are full of it, where a picture is made. */
export async function startTraffic(
  portolan: Portolan,
): Promise<{ readonly shown: Promise<unknown> } & AsyncDisposable> {
  const ending = new AbortController();
  const portOf = async ({ label }: Wave) => Number(await portolan.port(label));
  const running: Promise<void>[] = [];
  for (const wave of pages) {
    const url = `http://127.0.0.1:${String(await portOf(wave))}/bytes?n=`;
    const load = async () => (await fetch(`${url}${String(amountOf(wave))}`)).arrayBuffer();
    running.push(repeat(ending.signal, load));
  }
  for (const wave of echoes) {
    const socket = await open(await portOf(wave));
    const say = () => socket.write(`${'x'.repeat(amountOf(wave))}\n`);
    running.push(repeat(ending.signal, say).finally(() => socket.destroy()));
  }
  return {
    shown: setTimeout(isUpdating ? graphMs : 0),
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await Promise.all(running);
    },
  };
}

async function repeat(ended: AbortSignal, send: () => unknown): Promise<void> {
  while (!ended.aborted) {
    await send();
    await setTimeout(roundMs);
  }
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket.resume();
}

function amountOf({ bytes, seconds }: Wave): number {
  const turns = Date.now() / 1_000 / seconds;
  return Math.round((bytes * (1.2 + Math.sin(2 * Math.PI * turns))) / 2.2);
}
