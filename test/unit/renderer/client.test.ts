import { expect, test } from 'vitest';
import { newProblem, ProblemError } from '../../../src-main/shared/problem.ts';
import { Client } from '../../../src-renderer/client.ts';
import { emptySnapshot, MemoryBridge } from './memory-bridge.ts';

const notice = (id: number) => ({
  id,
  problem: newProblem('internal', `notice ${String(id)}`),
});

test('a refused request throws the problem it was answered with', async () => {
  const bridge = new MemoryBridge();
  bridge.answers.set('forward.start', () => {
    throw new ProblemError('portInUse', 'Port 8080 is taken. Choose another.', { detail: 'EADDRINUSE' });
  });

  const start = new Client(bridge).request('forward.start', { id: 'a' });

  await expect(start).rejects.toMatchObject({
    problem: { code: 'portInUse', message: 'Port 8080 is taken. Choose another.', detail: 'EADDRINUSE' },
  });
});

test('joining gives the snapshot, then only events above its revision, then all that follow', async () => {
  const bridge = new MemoryBridge();
  const client = new Client(bridge);
  const seen: unknown[] = [];
  client.on('notices.changed', ({ notices }) => seen.push(notices.map(({ id }) => id)));
  client.on('traffic', ({ at }) => seen.push(at));
  bridge.answers.set('app.snapshot', () => {
    bridge.emit('notices.changed', { revision: 7, notices: [notice(7)] });
    bridge.emit('notices.changed', { revision: 8, notices: [notice(8)] });
    bridge.emit('traffic', { at: 1000, samples: [] });
    return { ...emptySnapshot, revision: 7 };
  });

  await client.join(({ revision }) => seen.push(`snapshot ${String(revision)}`));
  bridge.emit('notices.changed', { revision: 9, notices: [notice(9)] });

  expect(seen).toEqual(['snapshot 7', [8], 1000, [9]]);
});

test('a snapshot that cannot be had loses no event, and joining can be tried again', async () => {
  const bridge = new MemoryBridge();
  const client = new Client(bridge);
  const seen: number[] = [];
  client.on('notices.changed', ({ revision }) => seen.push(revision));
  bridge.answers.set('app.snapshot', () => {
    throw new ProblemError('internal', 'Not now.');
  });
  await expect(client.join(() => undefined)).rejects.toThrow('Not now.');
  bridge.emit('notices.changed', { revision: 1, notices: [] });
  bridge.answers.set('app.snapshot', () => emptySnapshot);

  await client.join(() => undefined);

  expect(seen).toEqual([1]);
});

test('a listener that was taken away hears nothing more', async () => {
  const bridge = new MemoryBridge();
  const client = new Client(bridge);
  const seen: number[] = [];
  const stop = client.on('notices.changed', ({ revision }) => seen.push(revision));
  await client.join(() => undefined);
  bridge.emit('notices.changed', { revision: 1, notices: [] });

  stop();
  bridge.emit('notices.changed', { revision: 2, notices: [] });

  expect(seen).toEqual([1]);
});
