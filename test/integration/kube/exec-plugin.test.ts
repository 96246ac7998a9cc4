import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, CredentialBench, problemOfAsking } from './credential-bench.ts';

let bench: CredentialBench;

beforeEach(async () => {
  bench = await CredentialBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('a credential plugin', () => {
  test('runs once for 50 waiting requests, and once more when its token is rejected', async () => {
    const server = await bench.start();
    const { exec, runs } = await plugin(`setTimeout(() => give({ token: 'token-' + run }), 100)`);
    const { client } = await bench.clientFor({ server: server.url }, { exec });
    await Promise.all(Array.from({ length: 50 }, () => ask(client)));
    expect(await runs()).toBe(1);
    server.accepted = new Set(['token-2']);
    await Promise.all(Array.from({ length: 50 }, () => ask(client)));
    expect([await runs(), server.last.authorization]).toEqual([2, 'Bearer token-2']);
  });

  test('is told which cluster it is for, where the kubeconfig asks for that', async () => {
    const server = await bench.start();
    const info = join(bench.folder.path, 'info');
    const { exec } = await plugin(
      `require('node:fs').writeFileSync(${JSON.stringify(info)}, process.env.KUBERNETES_EXEC_INFO + process.env.MINE); give({ token: 't' })`,
    );
    const extensions = [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'x' } }];
    await bench.clientFor(
      { server: server.url, extensions },
      { exec: { ...exec, provideClusterInfo: true, env: [{ name: 'MINE', value: '!' }] } },
    );
    expect(await readFile(info, 'utf8')).toBe(
      `${JSON.stringify({
        kind: 'ExecCredential',
        apiVersion: 'client.authentication.k8s.io/v1',
        spec: { cluster: { server: server.url, config: { audience: 'x' } }, interactive: false },
      })}!`,
    );
  });

  test('runs again before its credential ends', async () => {
    const server = await bench.start();
    const { exec, runs } = await plugin(
      `give({ token: 'token-' + run, expirationTimestamp: new Date(Date.now() + (run === 1 ? -1 : 60_000)).toISOString() })`,
    );
    const { client } = await bench.clientFor({ server: server.url }, { exec });
    await ask(client);
    await ask(client);
    expect([await runs(), server.last.authorization]).toEqual([2, 'Bearer token-2']);
  });

  test.each([
    [
      'fails',
      `console.error('first'); console.error('login expired'); process.exit(3)`,
      'failed. Run it in a terminal',
      'exit status 3: login expired',
    ],
    ['prints junk', `console.log('hello s3cret')`, 'gave no usable credential', undefined],
    ['gives nothing', `give({})`, 'gave no usable credential', undefined],
    [
      'answers in another version',
      `console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1beta1', kind: 'ExecCredential', status: { token: 't' } }))`,
      'answered in client.authentication.k8s.io/v1beta1, but the kubeconfig asks for client.authentication.k8s.io/v1',
      undefined,
    ],
  ])('that %s is a problem of the plugin', async (_what, body, message, detail) => {
    const server = await bench.start();
    const { exec } = await plugin(body);
    const { client, health } = await bench.clientFor({ server: server.url }, { exec });
    const problem = await problemOfAsking(client);
    expect([problem?.code, problem?.message, problem?.detail, health.status.phase]).toEqual([
      'credentialPluginFailed',
      expect.stringContaining(message),
      detail,
      'failed',
    ]);
    expect(JSON.stringify(problem)).not.toContain('s3cret');
  });

  test('that is not installed is named, with its hint', async () => {
    const server = await bench.start();
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'no-such-login',
      installHint: 'Install it from the handbook.',
    };
    const { client } = await bench.clientFor({ server: server.url }, { exec });
    expect(await problemOfAsking(client)).toMatchObject({
      code: 'credentialPluginFailed',
      layer: 'credentials',
      message:
        'The credential plugin “no-such-login” of context “c” is not installed, or not on the PATH that Portolan sees. Install it, or write its full path into the kubeconfig.',
      detail: 'Install it from the handbook.',
    });
  });
});

/** A plugin in JavaScript that leaves a line in `runs` each time and then does what `body` says. */
async function plugin(body: string): Promise<{ exec: object; runs: () => Promise<number> }> {
  const runsFile = join(bench.folder.path, 'runs');
  await writeFile(runsFile, '');
  const script = `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
appendFileSync(${JSON.stringify(runsFile)}, 'x');
const run = readFileSync(${JSON.stringify(runsFile)}, 'utf8').length;
const give = (status) => console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status }));
${body}
`;
  await chmod(await bench.folder.write('login.cjs', script), 0o755);
  return {
    exec: { apiVersion: 'client.authentication.k8s.io/v1', command: './login.cjs', interactiveMode: 'Never' },
    runs: async () => (await readFile(runsFile, 'utf8')).length,
  };
}
