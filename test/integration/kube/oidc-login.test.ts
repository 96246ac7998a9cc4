import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConnectProxy } from '../../support/connect-proxy.ts';
import { listen, portOf } from '../../support/forward-bench.ts';
import { ask, CredentialBench, problemOfAsking } from './credential-bench.ts';

let bench: CredentialBench;

beforeEach(async () => {
  bench = await CredentialBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('an OIDC login', () => {
  const expired = { 'id-token': jwt('old', -10), 'refresh-token': 'refresh-1' };

  test('that has expired is renewed once for many requests', async () => {
    const server = await bench.start();
    const { issuer, forms } = await identityProvider();
    const { client } = await bench.clientFor(
      { server: server.url },
      user({ ...expired, 'idp-issuer-url': issuer, 'client-secret': 'hush' }),
    );
    expect(forms.splice(0).length).toBe(1);
    forms.push('the first');
    await Promise.all(Array.from({ length: 10 }, () => ask(client)));
    expect([forms.slice(1), server.last.authorization?.startsWith('Bearer ')]).toEqual([
      ['grant_type=refresh_token&refresh_token=refresh-1&client_id=kube&client_secret=hush'],
      true,
    ]);
  });

  test('that has expired is renewed through the proxy of the environment', async () => {
    const server = await bench.start();
    const idp = await identityProvider('idp.example');
    const proxy = bench.stack.use(await ConnectProxy.listen());
    proxy.places.set(`idp.example:${idp.port}`, `127.0.0.1:${idp.port}`);
    await bench.clientFor({ server: server.url }, user({ ...expired, 'idp-issuer-url': idp.issuer }), {
      HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
    });
    expect([server.last.authorization, new Set(proxy.asked)]).toEqual([
      expect.stringMatching(/^Bearer /),
      new Set([`idp.example:${idp.port}`]),
    ]);
  });

  test('that is good is used as it is', async () => {
    const server = await bench.start();
    const token = jwt('ann', 600);
    const config = { 'id-token': token, 'idp-issuer-url': 'http://127.0.0.1:1' };
    const { client } = await bench.clientFor({ server: server.url }, user(config));
    await ask(client);
    expect(server.last.authorization).toBe(`Bearer ${token}`);
  });

  test('that cannot be renewed asks for a new login', async () => {
    const server = await bench.start();
    const { issuer } = await identityProvider();
    const config = { ...expired, 'idp-issuer-url': issuer, 'refresh-token': 's3cret' };
    const { client } = await bench.clientFor({ server: server.url }, user(config));
    const problem = await problemOfAsking(client);
    expect([problem?.code, JSON.stringify(problem).includes('s3cret')]).toEqual(['unauthorized', false]);
  });
});

function user(config: Record<string, string>): object {
  return { 'auth-provider': { name: 'oidc', config: { 'client-id': 'kube', ...config } } };
}

/**
 * Gives ID tokens for the refresh token `refresh-1`; the first one has expired already. `host` may be a name that a proxy
 * alone knows.
 */
async function identityProvider(host = '127.0.0.1') {
  const forms: string[] = [];
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/.well-known/openid-configuration') {
      response.end(JSON.stringify({ issuer, token_endpoint: `${issuer}/token` }));
      return;
    }
    let form = '';
    request.on('data', (chunk: Buffer) => (form += chunk.toString()));
    request.on('end', () => {
      forms.push(form);
      const isGood = new URLSearchParams(form).get('refresh_token') === 'refresh-1';
      const token = { id_token: jwt('new', forms.length === 1 ? -10 : 3600) };
      response.statusCode = isGood ? 200 : 400;
      response.end(JSON.stringify(isGood ? token : { error: 'invalid_grant' }));
    });
  });
  const port = portOf(await listen(server));
  const issuer = `http://${host}:${port}`;
  bench.stack.defer(() => void server.close());
  return { issuer, port, forms };
}

function jwt(subject: string, expiresInSeconds: number): string {
  const claims = { sub: subject, exp: Math.floor(Date.now() / 1000) + expiresInSeconds };
  return ['{}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
}
