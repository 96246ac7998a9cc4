import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Problem } from '../../../src-main/shared/problem.ts';
import { ConnectProxy } from '../../support/connect-proxy.ts';
import { IdentityProvider, invalidGrant, type Renewal } from '../../support/identity-provider.ts';
import { makeCertificate } from '../../support/test-certificate.ts';
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

  test.each<[string, Renewal]>([
    ['says that it is over', invalidGrant],
    ['does not know the client', { status: 401, body: 'who are you?' }],
    ['says with another status that it is over', { ...invalidGrant, status: 403 }],
    ['gives no ID token', { status: 200, body: { access_token: 'x', token_type: 'bearer' } }],
  ])('whose identity provider %s asks for a new login', async (_what, renewal) => {
    const idp = await identityProvider();
    idp.renew = () => renewal;
    const { problem, retryInMs } = await problemOf({
      'idp-issuer-url': idp.issuer,
      'refresh-token': 's3cret',
    });
    expect([said(problem), JSON.stringify(problem).includes('s3cret'), retryInMs]).toEqual([
      expect.stringMatching(/^unauthorized: The login of context “c” has expired /),
      false,
      30_000,
    ]);
  });

  test('without a refresh token asks for a new login', async () => {
    const { issuer } = await identityProvider();
    const { problem } = await problemOf({ 'idp-issuer-url': issuer, 'refresh-token': '' });
    expect(said(problem)).toMatch(/^unauthorized: The login of context “c” has expired /);
  });

  test.each<[string, Renewal, RegExp]>([
    [
      'has a fault',
      { status: 503, body: {} },
      /The identity provider \S+ of .* answered with an error \(503\)/,
    ],
    ['is too busy', { status: 429, body: { error: 'x' } }, /answered with an error \(429\)/],
    [
      'is hidden by a web page',
      { status: 200, body: '<html>' },
      /answered, but not as the identity provider/,
    ],
    ['is hidden by a redirect', { status: 302, body: '' }, /answered, but not as the identity provider/],
    ['is another server', { status: 200, body: { ok: true } }, /answered, but not as the identity provider/],
  ])('whose identity provider %s is not called expired', async (_what, fault, sentence) => {
    const idp = await identityProvider();
    idp.fault = fault;
    const { problem, retryInMs, client } = await problemOf({ 'idp-issuer-url': idp.issuer });
    expect(said(problem)).toMatch(/^providerUnreachable: /);
    expect([problem?.layer, problem?.message]).toEqual(['credentials', expect.stringMatching(sentence)]);
    expect(retryInMs).toBeLessThan(2_000);
    idp.fault = null;
    expect(await problemOfAsking(client)).toBeNull();
  });

  test('whose identity provider cannot be reached is not called expired, and goes on once it can', async () => {
    const idp = await identityProvider();
    await idp.stop();
    const { problem, retryInMs, client } = await problemOf({ 'idp-issuer-url': idp.issuer });
    expect([said(problem), problem?.detail]).toEqual([
      `providerUnreachable: The identity provider 127.0.0.1:${idp.port} of context “c” cannot be reached. Check the network or VPN. Trying again.`,
      expect.stringContaining('ECONNREFUSED'),
    ]);
    expect(retryInMs).toBeLessThan(2_000);
    await idp.resume();
    expect(await problemOfAsking(client)).toBeNull();
  });

  test('whose identity provider is silent is not called expired, nor its API server silent', async () => {
    const idp = await identityProvider();
    idp.fault = 'silence';
    const server = await bench.start();
    const { health } = await bench.clientFor(
      { server: server.url },
      user({ ...expired, 'idp-issuer-url': idp.issuer }),
    );
    expect(health.status).toMatchObject({ phase: 'failed', problem: { code: 'providerUnreachable' } });
  }, 30_000);

  test.each([
    ['http://idp.invalid', /^providerUnreachable: The identity provider idp.invalid of context “c” cannot/],
    ['idp.invalid', /^kubeconfigInvalid: The idp-issuer-url of context “c” is not an address/],
  ])('whose identity provider is said to be %s is not called expired', async (issuer, sentence) => {
    expect(said((await problemOf({ 'idp-issuer-url': issuer })).problem)).toMatch(sentence);
  });

  test('whose identity provider has a certificate of an unknown authority is not called expired', async () => {
    const certificate = await makeCertificate({ name: 'idp' });
    const idp = await identityProvider('localhost', certificate);
    const { problem } = await problemOf({ 'idp-issuer-url': idp.issuer });
    expect(said(problem)).toBe(
      `tlsFailed: The secure connection to the identity provider localhost:${idp.port} failed. Check its certificate and the idp-certificate-authority of context “c”.`,
    );
    const authority = Buffer.from(certificate.cert).toString('base64');
    const trusting = { 'idp-issuer-url': idp.issuer, 'idp-certificate-authority-data': authority };
    expect((await problemOf(trusting)).problem).toBeNull();
  });

  /** What stands in the way of a request as a person with this login, and when the cluster is asked again. */
  async function problemOf(config: Record<string, string>) {
    const server = await bench.start();
    const { client, health } = await bench.clientFor({ server: server.url }, user({ ...expired, ...config }));
    const { status } = health;
    const retryAt = status.phase === 'failed' ? status.retryAt : null;
    const retryInMs = retryAt === null ? NaN : Math.round((retryAt - Date.now()) / 1_000) * 1_000;
    return { problem: await problemOfAsking(client), retryInMs, client };
  }
});

function said(problem: Problem | null): string {
  return `${String(problem?.code)}: ${String(problem?.message)}`;
}

function user(config: Record<string, string>): object {
  return { 'auth-provider': { name: 'oidc', config: { 'client-id': 'kube', ...config } } };
}

/** Gives ID tokens for the refresh token `refresh-1`; the first one has expired already. */
async function identityProvider(
  host?: string,
  tls?: { cert: string; key: string },
): Promise<IdentityProvider> {
  const provider = bench.stack.use(
    await IdentityProvider.start({ ...(host !== undefined && { host }), ...(tls !== undefined && { tls }) }),
  );
  provider.renew = (form) =>
    form.get('refresh_token') === 'refresh-1'
      ? { status: 200, body: { id_token: jwt('new', provider.forms.length === 1 ? -10 : 3600) } }
      : invalidGrant;
  return provider;
}

function jwt(subject: string, expiresInSeconds: number): string {
  const claims = { sub: subject, exp: Math.floor(Date.now() / 1000) + expiresInSeconds };
  return ['{}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
}
