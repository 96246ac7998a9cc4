import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/engine/clock.ts';
import { Prober } from '../../../src-main/engine/routes/probe/prober.ts';
import { formatEndpoint } from '../../../src-main/shared/bind-address.ts';
import { type PlaceProbe, probeLimitMs, type ProbeResult } from '../../../src-main/shared/probe.ts';
import type { RouteAddress } from '../../../src-main/shared/route.ts';
import { ProbeBench, routeTo } from './probe-bench.ts';
import { probeCases } from './probe-cases.ts';

let bench: ProbeBench;
let folder: string;
let trusted: string;

beforeAll(async () => {
  bench = await ProbeBench.open();
  folder = await mkdtemp(join(tmpdir(), 'portolan-curl-'));
  trusted = join(folder, 'authority.pem');
  await writeFile(trusted, bench.certificates.authority.cert);
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

it('probes say of every case what curl says of it on the same machine', async () => {
  const cases = await probeCases(bench);
  const results = new Map<string, ProbeResult>();
  const prober = new Prober(systemClock, bench.trust);
  await prober.probe(
    cases.map(({ name, address }) => routeTo([address], { key: name })),
    ({ route, result }) => results.set(route, result),
    new AbortController().signal,
  );
  const said = cases.map(({ name }) => [name, wordsOf(results.get(name))]);
  const heard = await Promise.all(
    cases.map(async ({ name, address }) => [name, await curl(address)] as const),
  );
  expect(said).toEqual(heard);
});

/** What a probe says in curl's words: its exit status, and the status of HTTP. */
function wordsOf(result: ProbeResult | undefined): string {
  if (result === undefined || result.result === 'notProbed') return 'nothing';
  if (result.result !== 'nameUnresolved') return exitOf(result);
  const gave = result.use?.gave ?? null;
  return `unresolved${gave === null ? '' : `, resolved by hand: ${exitOf(gave)}`}`;
}

function exitOf(result: PlaceProbe): string {
  switch (result.result) {
    case 'reachable':
      return `answered${result.status === null ? '' : ` ${String(result.status)}`}`;
    case 'wrongCertificate':
      return 'certificate';
    case 'refused':
    case 'unreachable':
      return 'not connected';
    case 'timedOut':
      return 'timed out';
    case 'noAnswer':
      return result.how === 'silent' ? 'timed out' : 'no answer';
  }
}

/** The exit statuses of curl(1) that can be met here. */
const exits: Readonly<Record<number, string>> = {
  // HTTP/0.9, which is what an answer without a status line would be.
  1: 'no answer',
  6: 'unresolved',
  7: 'not connected',
  16: 'no answer',
  28: 'timed out',
  35: 'no answer',
  52: 'no answer',
  56: 'no answer',
  60: 'certificate',
};

async function curl(address: RouteAddress): Promise<string> {
  const first = await curlOnce(address, []);
  const [entry] = address.entries;
  if (first !== 'unresolved' || entry === undefined) return first;
  const { host, port } = address;
  const byHand = await curlOnce(address, ['--resolve', `${host}:${String(port)}:${entry}`]);
  return `unresolved, resolved by hand: ${byHand}`;
}

async function curlOnce({ scheme, host, port, path }: RouteAddress, more: string[]): Promise<string> {
  const isGrpc = scheme === 'grpc' || scheme === 'grpcs';
  const url = `${isGrpc ? scheme.replace('grpc', 'http') : scheme}://${formatEndpoint({ address: host, port })}${encodeURI(path ?? '/')}`;
  const limit = String(probeLimitMs / 1_000);
  const words = ['-sS', '-q', '--noproxy', '*', '-m', limit, '--cacert', trusted, '-o', join(folder, 'body')];
  if (isGrpc) words.push('--http2-prior-knowledge');
  const { status, out } = await run('curl', [...words, '-w', '%{http_code}', ...more, url]);
  if (status !== 0) return exits[status] ?? `exit ${String(status)}`;
  return isGrpc ? 'answered' : `answered ${out}`;
}

function run(program: string, words: readonly string[]): Promise<{ status: number; out: string }> {
  return new Promise((resolve, reject) => {
    execFile(program, words, (error, out) => {
      if (error === null) resolve({ status: 0, out });
      else if (typeof error.code === 'number') resolve({ status: error.code, out });
      else reject(new Error('The comparison needs curl. Install it.', { cause: error }));
    });
  });
}
