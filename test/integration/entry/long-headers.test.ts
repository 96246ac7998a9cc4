import { afterEach, expect, it } from 'vitest';
import { EntryBench } from '../../support/entry-bench.ts';
import { ask } from '../../support/http-client.ts';

let bench: EntryBench;
afterEach(() => bench[Symbol.asyncDispose]());

it('an answer may have headers of 60 KiB, to a request and to an upgrade', async () => {
  const long = 'x'.repeat(60 * 1024);
  bench = await EntryBench.toApp((_request, response) => response.setHeader('x-long', long).end());
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket' };
  const answers = [await ask(bench, '/'), await ask(bench, '/', { headers: upgrade })];
  expect(answers.map(({ statusCode, headers }) => [statusCode, headers['x-long'] === long])).toEqual([
    [200, true],
    [200, true],
  ]);
});

it('longer ones are told', async () => {
  bench = await EntryBench.toApp((_request, response) =>
    response.setHeader('x-long', 'x'.repeat(70_000)).end(),
  );
  const { statusCode, body } = await ask(bench, '/');
  expect([statusCode, String(body)]).toEqual([502, expect.stringContaining('headers of more than 64 KiB')]);
});
