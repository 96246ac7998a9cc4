import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProblem, ProblemError } from '../../../src-main/shared/problem.ts';
import { ForwardBench } from '../../support/forward-bench.ts';
import { ending, halfOpenClient, traffic, until } from './clients.ts';

let bench: ForwardBench;

beforeEach(async () => {
  bench = await ForwardBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('a connection whose opening fails', () => {
  const podGone = newProblem('podGone', 'Pod web-1 is gone.');

  it('moves to the next pod with the same bytes when nothing was delivered', async () => {
    const { port } = await bench.start(await bench.app((socket) => socket.pipe(socket)));
    bench.pods.offer('web-1');
    bench.dialer.failures.push({ problem: podGone, undelivered: true, podGone: true });
    const socket = await halfOpenClient(port);
    socket.write('once');
    await until(() => bench.pods.suspected.length > 0);
    bench.pods.offer('web-2');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect({
      answer: String(answer),
      suspected: bench.pods.suspected,
      retired: bench.dialer.retired,
      traffic: traffic(bench),
    }).toMatchObject({
      answer: 'once',
      suspected: ['web-1'],
      retired: ['web-1'],
      traffic: { sentBytes: 4, receivedBytes: 4, failed: 0 },
    });
  });

  it('is never sent twice when something may have been delivered', async () => {
    const { port } = await bench.start(80);
    bench.pods.offer('web-1');
    bench.dialer.failures.push({ problem: podGone, undelivered: false, podGone: true });
    const socket = await halfOpenClient(port);
    socket.write('once');
    expect([await ending(socket), bench.dialer.firsts.length]).toEqual(['ECONNRESET', 1]);
  });

  it('is tried again while the API server is away, within the hold time', async () => {
    const { port } = await bench.start(await bench.app((socket) => socket.end('back')));
    bench.pods.offer('web-1');
    const away = () => new ProblemError('apiUnreachable', 'The API server does not answer.');
    bench.dialer.refusals.push(away(), away(), away());
    const socket = await halfOpenClient(port);
    socket.end();
    expect([await text(socket), traffic(bench)?.failed]).toEqual(['back', 0]);
  });

  it('is reset at once where nothing ever listened on the port', async () => {
    const { port } = await bench.start(1);
    bench.pods.offer('web-1');
    const socket = await halfOpenClient(port);
    expect([await ending(socket), bench.dialer.firsts.length, traffic(bench)?.lastProblem]).toMatchObject([
      'ECONNRESET',
      1,
      { code: 'connectionRefused' },
    ]);
  });

  it('waits for an application that answered before and refuses while it restarts', async () => {
    const { port } = await bench.start(await bench.app((socket) => socket.end('up')));
    bench.pods.offer('web-1');
    const first = await halfOpenClient(port);
    first.end();
    await text(first);
    const refused = newProblem('connectionRefused', 'Nothing listens.');
    bench.dialer.failures.push({ problem: refused, undelivered: true, podGone: false });
    const second = await halfOpenClient(port);
    second.end();
    expect([await text(second), traffic(bench)?.failed]).toEqual(['up', 0]);
  });

  it('ends the session where the right to forward is missing', async () => {
    const { id, port } = await bench.start(80);
    bench.pods.offer('web-1');
    bench.dialer.refusals.push(new ProblemError('forbidden', 'You may not create pods/portforward.'));
    const socket = await halfOpenClient(port);
    await ending(socket);
    expect(bench.forwards.state(id)).toMatchObject({ phase: 'failed', problem: { code: 'forbidden' } });
  });
});
