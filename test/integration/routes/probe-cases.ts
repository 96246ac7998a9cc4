import { createSecureContext } from 'node:tls';
import type { ProbeResult } from '../../../src-main/shared/probe.ts';
import type { RouteAddress } from '../../../src-main/shared/route.ts';
import { addressAt, type ProbeBench } from './probe-bench.ts';

/** One thing that a probe may meet. */
export interface ProbeCase {
  readonly name: string;
  readonly address: RouteAddress;
  readonly result: Readonly<Record<string, unknown>> & Pick<ProbeResult, 'result'>;
}

/** RFC 6761 keeps `.invalid` from ever resolving. */
const shop = 'shop.portolan.invalid';

/** Starts a server for each case. Times and dates are left out of the results. */
export async function probeCases(bench: ProbeBench): Promise<ProbeCase[]> {
  const { certificates } = bench;
  const byHost = await bench.http((request, response) => {
    response.statusCode = request.headers.host?.startsWith(`${shop}:`) === true ? 200 : 404;
    response.end();
  });
  const moved = await bench.http((request, response) => {
    if (request.url === '/a%20b') response.writeHead(302, { Location: '/elsewhere' });
    response.end();
  });
  const down = await bench.http((_, response) => response.writeHead(503).end('x'.repeat(100_000)));
  const onIpv6 = await bench.http((_, response) => response.end(), '::1');
  const bySni = await bench.https(
    {
      ...certificates.fake,
      SNICallback: (name, done) =>
        done(null, createSecureContext(name === 'localhost' ? certificates.good : certificates.fake)),
    },
    (_, response) => response.end(),
  );
  const http = { scheme: 'http' } as const;
  const secureCase = async (name: string, of: keyof typeof certificates, faults: string[]) => ({
    name: `a server whose certificate is ${name}`,
    address: addressAt(await bench.https(certificates[of], (_, response) => response.end()), {
      scheme: 'https',
      host: 'localhost',
    }),
    result: { result: 'wrongCertificate' as const, status: 200, faults },
  });
  const noAnswer = (how: string) => ({ result: 'noAnswer' as const, how });
  const reachable = (status: number | null) => ({ result: 'reachable' as const, status });
  const use = (port: number, gave: unknown, by: string | null = 'Host') => ({
    result: 'nameUnresolved' as const,
    name: shop,
    use: { place: `127.0.0.1:${String(port)}`, by, gave },
  });
  const refusing = await bench.refusing();
  const silent = await bench.tcp(() => undefined);
  return [
    { name: 'a web server', address: addressAt(byHost, { ...http }), result: reachable(404) },
    {
      name: 'a web server by a name of the hosts file',
      address: addressAt(byHost, { ...http, host: 'localhost', path: '/' }),
      result: reachable(404),
    },
    {
      name: 'a redirect',
      address: addressAt(moved, { ...http, path: '/a b' }),
      result: reachable(302),
    },
    { name: 'an unwell server', address: addressAt(down, { ...http }), result: reachable(503) },
    { name: 'IPv6', address: addressAt(onIpv6, { ...http, host: '::1' }), result: reachable(200) },
    {
      name: 'a name that only the entry knows',
      address: addressAt(byHost, { ...http, host: shop, entries: ['127.0.0.1'] }),
      result: use(byHost, reachable(200)),
    },
    {
      name: 'a name that only the entry knows, with TLS',
      address: addressAt(bySni, { scheme: 'https', host: shop, entries: ['127.0.0.1'] }),
      result: use(bySni, {
        result: 'wrongCertificate',
        status: 200,
        faults: ['name', 'selfSigned'],
      }),
    },
    {
      name: 'a name whose entry is down',
      address: addressAt(refusing, { ...http, host: shop, entries: ['127.0.0.1'] }),
      result: use(refusing, { result: 'refused' }),
    },
    {
      name: 'a name without an entry',
      address: addressAt(80, { ...http, host: shop }),
      result: { result: 'nameUnresolved', name: shop, use: null },
    },
    {
      name: 'a server whose certificate is good',
      address: addressAt(bySni, { scheme: 'https', host: 'localhost' }),
      result: reachable(200),
    },
    await secureCase('for another name', 'otherName', ['name']),
    await secureCase('expired', 'expired', ['expired']),
    await secureCase('not valid yet', 'notYetValid', ['notYetValid']),
    await secureCase('self-signed', 'selfSigned', ['selfSigned']),
    await secureCase('by an unknown authority', 'untrusted', ['untrusted']),
    {
      name: 'an address of a server whose certificate has only a name',
      address: addressAt(bySni, { scheme: 'https' }),
      result: { result: 'wrongCertificate', status: 200, faults: ['name', 'selfSigned'] },
    },
    { name: 'nobody', address: addressAt(refusing, { ...http }), result: { result: 'refused' } },
    {
      name: 'a firewall that drops',
      address: addressAt(await bench.dropping(), { ...http }),
      result: { result: 'timedOut' },
    },
    // Linux has no TCP to a group of hosts, whatever its routes.
    {
      name: 'no way',
      address: addressAt(80, { ...http, host: '224.0.0.1' }),
      result: { result: 'unreachable' },
    },
    {
      name: 'accepted and reset at once',
      address: addressAt(await bench.tcp((socket) => socket.resetAndDestroy()), { ...http }),
      result: noAnswer('closed'),
    },
    {
      name: 'accepted and ended at once',
      address: addressAt(await bench.tcp((socket) => socket.end()), { ...http }),
      result: noAnswer('closed'),
    },
    { name: 'silence', address: addressAt(silent, { ...http }), result: noAnswer('silent') },
    {
      name: 'silence instead of TLS',
      address: addressAt(silent, { scheme: 'https' }),
      result: noAnswer('silent'),
    },
    {
      name: 'HTTP instead of TLS',
      address: addressAt(byHost, { scheme: 'https' }),
      result: noAnswer('notTls'),
    },
    {
      name: 'SSH instead of HTTP',
      address: addressAt(await bench.tcp((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n')), { ...http }),
      result: noAnswer('notHttp'),
    },
    {
      name: 'a server that wants a client certificate',
      address: addressAt(
        await bench.https(
          { ...certificates.good, requestCert: true, rejectUnauthorized: true },
          () => undefined,
        ),
        { scheme: 'https', host: 'localhost' },
      ),
      result: noAnswer('tlsRefused'),
    },
    {
      name: 'a server of HTTP/2',
      address: addressAt(await bench.http2(null), { scheme: 'grpc' }),
      result: reachable(null),
    },
    {
      name: 'a server of HTTP/2 with TLS',
      address: addressAt(await bench.http2(certificates.good), { scheme: 'grpcs', host: 'localhost' }),
      result: reachable(null),
    },
    {
      name: 'a server of HTTP/1.1 alone, for gRPC',
      address: addressAt(byHost, { scheme: 'grpc' }),
      result: noAnswer('notHttp2'),
    },
  ];
}
