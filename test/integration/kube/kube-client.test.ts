import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createServerCertificate } from '../../../src-main/demo/api/certificate.ts';
import { ask, CredentialBench, problemOfAsking } from './credential-bench.ts';

let bench: CredentialBench;

beforeEach(async () => {
  bench = await CredentialBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('a secure server', async () => {
  const { certificate, key } = await createServerCertificate();
  const tls = { cert: certificate, key };
  const authority = { 'certificate-authority-data': Buffer.from(certificate).toString('base64') };

  test('is trusted by its authority, and asked many times over few connections', async () => {
    const server = await bench.start(tls);
    const { client } = await bench.clientFor({ server: server.url, ...authority }, { token: 't' });
    for (let count = 0; count < 20; count++) await ask(client);
    expect([server.requests.length >= 20, server.sockets <= 2]).toEqual([true, true]);
  });

  test('is trusted without a user, too', async () => {
    const server = await bench.start(tls);
    const { client } = await bench.clientFor({ server: server.url, ...authority }, {});
    expect(await ask(client)).toEqual({ gitVersion: 'v1.36.0' });
  });

  test('is not verified where the kubeconfig says so', async () => {
    const server = await bench.start(tls);
    const { client } = await bench.clientFor({ server: server.url, 'insecure-skip-tls-verify': true }, {});
    expect(await ask(client)).toEqual({ gitVersion: 'v1.36.0' });
  });

  test('is known by its tls-server-name', async () => {
    const server = await bench.start(tls);
    const cluster = { server: server.url, ...authority };
    const good = await bench.clientFor({ ...cluster, 'tls-server-name': 'localhost' }, {});
    expect(await ask(good.client)).toEqual({ gitVersion: 'v1.36.0' });
    const bad = await bench.clientFor({ ...cluster, 'tls-server-name': 'elsewhere.example.org' }, {});
    expect((await problemOfAsking(bad.client))?.message).toBe(
      `The certificate of ${server.address} is for another name. Correct the server’s address of context “c”, or set its tls-server-name.`,
    );
  });

  test.each([
    ['an unknown authority', {}, {}, 'tlsFailed', 'is signed by an unknown authority'],
    [
      'an authority that is no PEM',
      { 'certificate-authority-data': Buffer.from('hello').toString('base64') },
      {},
      'tlsFailed',
      'unknown authority',
    ],
    [
      'a client certificate that is no PEM',
      authority,
      { 'client-certificate-data': 'aGVsbG8=', 'client-key-data': 'aGVsbG8=' },
      'tlsFailed',
      'is not valid PEM',
    ],
    [
      'a certificate file that is not there',
      { 'certificate-authority': 'missing.crt' },
      {},
      'kubeconfigInvalid',
      'missing.crt, which context “c” names, cannot be read',
    ],
  ])('with %s is a problem that says so', async (_what, cluster, user, code, message) => {
    const server = await bench.start(tls);
    const { client } = await bench.clientFor({ server: server.url, ...cluster }, user);
    const problem = await problemOfAsking(client);
    expect([problem?.code, problem?.message]).toEqual([code, expect.stringContaining(message)]);
  });

  test('spoken to without TLS, or TLS to a plain server, is a problem of the address', async () => {
    const secure = await bench.start(tls);
    const plain = await bench.start();
    const one = await bench.clientFor({ server: `https://${plain.address}` }, {});
    const two = await bench.clientFor({ server: `http://${secure.address}` }, {});
    expect([(await problemOfAsking(one.client))?.code, (await problemOfAsking(two.client))?.code]).toEqual([
      'tlsFailed',
      'apiUnreachable',
    ]);
  });
});

test('a port where nothing listens is unreachable', async () => {
  const server = await bench.start();
  await server[Symbol.asyncDispose]();
  const { client, health } = await bench.clientFor({ server: server.url }, {});
  expect([(await problemOfAsking(client))?.message, health.status.phase]).toEqual([
    `Nothing listens at ${server.address}: the API server is down or the address is wrong. Trying again.`,
    'failed',
  ]);
});

test('a request that is given up ends with the reason of its signal', async () => {
  const server = await bench.start();
  const { client } = await bench.clientFor({ server: server.url }, {});
  const reason = new Error('stopped');
  await expect(client.json('/version', AbortSignal.abort(reason))).rejects.toBe(reason);
});
