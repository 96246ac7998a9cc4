import { chmod } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CredentialBench, problemOfAsking } from './credential-bench.ts';

const threeMinutes = 180_000;

let bench: CredentialBench;

beforeEach(async () => {
  bench = await CredentialBench.open();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await bench[Symbol.asyncDispose]();
});

test('case 54: a plugin that hangs is ended after three minutes, and who waits is told', async () => {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms === threeMinutes ? 300 : ms));
  const server = await bench.start();
  const command = await bench.folder.write('login', '#!/bin/sh\nexec sleep 600\n');
  await chmod(command, 0o755);
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command, interactiveMode: 'Never' };
  const { client, health } = await bench.clientFor({ server: server.url }, { exec });
  expect([await problemOfAsking(client), health.status.phase, server.requests.length]).toMatchObject([
    {
      code: 'credentialPluginFailed',
      message: `The credential plugin “${command}” of context “c” did not answer within 3 minutes. Run it in a terminal to see what it waits for.`,
    },
    'failed',
    0,
  ]);
});
