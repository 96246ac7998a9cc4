import type { Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/engine/clock.ts';
import { probePlace } from '../../../src-main/engine/routes/probe/probe-place.ts';
import { Prober } from '../../../src-main/engine/routes/probe/prober.ts';
import { AddressProbe, probeLimitMs } from '../../../src-main/shared/probe.ts';
import type { Route } from '../../../src-main/shared/route.ts';
import { addressAt, ProbeBench, routeTo } from './probe-bench.ts';
import { probeCases } from './probe-cases.ts';

let bench: ProbeBench;
let prober: Prober;

beforeAll(async () => {
  bench = await ProbeBench.open();
  prober = new Prober(systemClock, bench.trust);
});
afterAll(() => bench[Symbol.asyncDispose]());

async function probe(routes: readonly Route[]): Promise<AddressProbe[]> {
  const probes: AddressProbe[] = [];
  await prober.probe(routes, (each) => probes.push(AddressProbe.parse(each)), new AbortController().signal);
  return probes;
}

describe('a probe', () => {
  it('says what it met, within its time, and leaves no connection', async () => {
    const cases = await probeCases(bench);
    const startedMs = performance.now();
    const probes = await probe(cases.map(({ name, address }) => routeTo([address], { key: name })));
    const tookMs = performance.now() - startedMs;
    const results = new Map(probes.map(({ route, result }) => [route, result]));
    expect(cases.map(({ name }) => [name, results.get(name)])).toEqual(
      cases.map(({ name, result }) => [name, expect.objectContaining(deep(result)) as unknown]),
    );
    // Three of them are silent to the end, side by side.
    expect(tookMs).toBeLessThan(3 * probeLimitMs);
    await released();
  });

  it('shows the certificate that it was shown', async () => {
    const port = await bench.https(bench.certificates.good, (_, response) => response.end());
    const [result] = await probe([routeTo([addressAt(port, { scheme: 'https', host: 'localhost' })])]);
    const day = 86_400_000;
    const { certificate } = result?.result as { certificate: { validTo: number } };
    expect(certificate).toEqual({
      subject: 'localhost',
      issuer: 'Probe authority',
      validTo: expect.any(Number) as number,
    });
    expect(Math.abs(certificate.validTo - Date.now() - day)).toBeLessThan(day / 2);
  });

  it.each([
    ['speaks first', (socket: Socket) => socket.write('220 ready\r\n'), { result: 'reachable' }],
    ['says nothing and stays', () => undefined, { result: 'reachable' }],
    [
      'is not behind what accepts',
      (socket: Socket) => setTimeout(() => socket.resetAndDestroy(), 50),
      { result: 'noAnswer', how: 'closed' },
    ],
    [
      'is not behind what accepts, and politely',
      (socket: Socket) => socket.end(),
      { result: 'noAnswer', how: 'closed' },
    ],
  ] as const)('of TCP tells a server that %s', async (_, serve, result) => {
    const port = await bench.tcp((socket) => void serve(socket));
    expect(await probe([routeTo([addressAt(port)])])).toEqual([
      {
        route: 'route',
        address: `127.0.0.1:${String(port)}`,
        result: expect.objectContaining(result) as unknown,
        resolved: [],
      },
    ]);
  });

  it('of a cluster IP only connects', async () => {
    const heard: string[] = [];
    const port = await bench.tcp((socket) => socket.on('data', (chunk) => heard.push(chunk.toString())));
    const [tried] = await probe([
      routeTo([addressAt(port, { scheme: 'http', path: '/' })], { kind: 'clusterIp' }),
    ]);
    await bench.quiet();
    expect([tried?.result, heard]).toEqual([expect.objectContaining({ result: 'reachable' }), []]);
  });

  it('asks for the name, without a question, a login or a proxy', async () => {
    const asked: unknown[] = [];
    const port = await bench.http(({ method, url, headers }, response) => {
      asked.push({ method, url, headers });
      response.end();
    });
    await probe([
      routeTo([
        addressAt(port, {
          scheme: 'http',
          host: 'BÜCHER.portolan.invalid',
          path: '//evil.test/../ä?delete=1#x',
          entries: ['127.0.0.1'],
        }),
      ]),
    ]);
    expect(asked).toEqual([
      {
        method: 'GET',
        url: '//%C3%A4',
        headers: {
          host: `xn--bcher-kva.portolan.invalid:${String(port)}`,
          'user-agent': 'Portolan',
          accept: '*/*',
          connection: 'close',
        },
      },
    ]);
  });

  it.each([
    ['an entry of the cluster is asked by the path', ['192.0.2.1', '127.0.0.1'], '/reboot'],
    ['another server is asked for nothing but its root', ['192.0.2.1'], '/'],
    ['a server of which nothing is known as well', [], '/'],
  ])('where a name leads to, %s', async (_, entries, url) => {
    const asked: unknown[] = [];
    const port = await bench.http((request, response) => {
      asked.push(request.url);
      response.end();
    });
    await probe([
      routeTo([addressAt(port, { scheme: 'http', host: 'localhost', path: '/reboot', entries })]),
    ]);
    expect(asked).toEqual([url]);
  });

  it('of a name with addresses of both families takes the one that connects, and keeps no other', async () => {
    const only6 = await bench.http((_, response) => response.end(), '::1');
    const both = await bench.http((_, response) => response.end());
    await bench.http((_, response) => response.end(), '::1', both);
    const results = await Promise.all(
      [only6, both].map((port) =>
        probePlace(
          { addresses: ['127.0.0.1', '::1'], port, name: 'web.test', scheme: 'http', path: null },
          { clock: systemClock, trust: () => createSecureContext() },
          AbortSignal.timeout(probeLimitMs),
        ),
      ),
    );
    await released();
    expect(results.map(({ result }) => result)).toEqual(['reachable', 'reachable']);
  });

  it('of TLS alone tells the name by SNI', async () => {
    const port = await bench.tls(
      {
        ...bench.certificates.fake,
        SNICallback: (name, done) =>
          done(null, createSecureContext(bench.certificates[name === 'other.test' ? 'otherName' : 'fake'])),
      },
      (socket) => socket.resume(),
    );
    const results = [];
    for (const host of ['other.test', 'db.portolan.invalid']) {
      const [tried] = await probe([
        routeTo([addressAt(port, { scheme: 'tls', host, entries: ['127.0.0.1'] })]),
      ]);
      results.push(tried?.result);
    }
    const use = (gave: unknown) => ({
      result: 'nameUnresolved',
      use: { place: `127.0.0.1:${String(port)}`, by: 'SNI', gave },
    });
    expect(results).toMatchObject([
      use({ result: 'reachable', status: null, certificate: { subject: 'other.test' } }),
      use({ result: 'wrongCertificate', faults: ['name', 'selfSigned'] }),
    ]);
  });

  it.each([
    ['a head without an end', 'http', 'HTTP/1.1 200 OK\r\nX: ', 'x'.repeat(1_000), 'notHttp'],
    ['interim answers without an end', 'http', '', 'HTTP/1.1 100 Continue\r\n\r\n', 'notHttp'],
    ['a greeting without an end', 'grpc', '', 'HELLO', 'notHttp2'],
    ['noise instead of TLS', 'https', '', 'HELLO', 'notTls'],
  ] as const)('takes little of %s', async (_, scheme, begin, more, how) => {
    const port = await bench.tcp((socket) => {
      socket.write(begin);
      const pour = () => {
        while (!socket.destroyed && socket.write(more.repeat(50)));
      };
      socket.on('drain', pour);
      pour();
    });
    const [tried] = await probe([routeTo([addressAt(port, { scheme })])]);
    await released();
    expect(tried?.result).toEqual({ result: 'noAnswer', how });
  });

  it('takes the entry that answers', async () => {
    const port = await bench.http((_, response) => response.end(), '::1');
    const [tried] = await probe([
      routeTo([
        addressAt(port, { scheme: 'http', host: 'a.portolan.invalid', entries: ['127.0.0.1', '::1'] }),
      ]),
    ]);
    expect(tried?.result).toMatchObject({
      result: 'nameUnresolved',
      use: { place: `[::1]:${String(port)}`, gave: { result: 'reachable', status: 200 } },
    });
  });
});

describe('probes of many routes', () => {
  it('run eight at once', async () => {
    let most = 0;
    const held: (() => void)[] = [];
    const port = await bench.http((_, response) => {
      most = Math.max(
        most,
        held.push(() => response.end()),
      );
      if (most === 8) for (const answer of held.splice(0)) answer();
    });
    const routes = Array.from({ length: 24 }, (_, index) =>
      routeTo([addressAt(port, { scheme: 'http' })], { key: String(index) }),
    );
    const results = (await probe(routes)).map(({ result }) => result.result);
    expect([most, new Set(results)]).toEqual([8, new Set(['reachable'])]);
  });

  it('end at an abort with its reason, all sockets closed, and tell nothing more', async () => {
    const abort = new AbortController();
    const reason = new Error('the view was closed');
    let count = 0;
    const port = await bench.tcp(() => {
      count += 1;
      if (count === 8) abort.abort(reason);
    });
    const routes = Array.from({ length: 20 }, (_, index) =>
      routeTo([addressAt(port, { scheme: 'https' })], { key: String(index) }),
    );
    const told: AddressProbe[] = [];
    const ended = prober.probe(routes, (each) => told.push(each), abort.signal);
    await expect(ended).rejects.toBe(reason);
    await released();
    expect([told, count]).toEqual([[], 8]);
  });

  it('do not begin when the signal has aborted before', async () => {
    const told: AddressProbe[] = [];
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(prober.probe([routeTo([addressAt(1)])], (each) => told.push(each), gone)).rejects.toThrow(
      'gone',
    );
    expect(told).toEqual([]);
  });
});

/** Resolves when no connection is open, on either side: one that is closed is let go a turn later, and nothing tells that. */
async function released(): Promise<void> {
  await bench.quiet();
  await expect.poll(() => bench.clientSockets).toBe(0);
}

/** Times and certificates that a case does not name may be any. */
function deep(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? (expect.objectContaining(deep(inner as Record<string, unknown>)) as unknown)
        : inner,
    ]),
  );
}
