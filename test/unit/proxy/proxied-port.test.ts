import { expect, it } from 'vitest';
import { proxiedPort } from '../../../src-main/engine/proxy/proxied-port.ts';
import type { TargetPort } from '../../../src-main/shared/catalog.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';
import { parseTarget } from '../../../src-main/shared/target.ts';

function port(name: string | null, number: number, change: Partial<TargetPort> = {}): TargetPort {
  return { name, port: number, protocol: 'TCP', appProtocol: null, ...change };
}

function chosen(target: string, remote: string | number | null, declared: TargetPort[] | null): unknown {
  const wish = {
    target: { context: 'c', namespace: 'n', ...parseTarget(target) },
    remote,
    scheme: null,
    local: { kind: 'auto', last: null },
  } as const;
  try {
    const { remote: found, scheme } = proxiedPort(wish, declared);
    return `${scheme} ${String(found)}`;
  } catch (error) {
    return problemOf(error).message;
  }
}

const several = [port('http', 80), port('metrics', 9090), port('echo', 7000)];

it.each([
  ['svc/web', null, several, 'http http'],
  ['svc/web', null, [port('metrics', 9090)], 'http metrics'],
  ['svc/web', null, [port(null, 12_345)], 'http 12345'],
  ['svc/web', null, [port('tls', 4443, { appProtocol: 'https' })], 'https tls'],
  [
    'svc/db',
    null,
    [port('postgres', 5432)],
    'No port of service db looks like that of a web server. Name the port.',
  ],
  [
    'svc/web',
    null,
    [port('dns', 53, { protocol: 'UDP' })],
    'No port of service web looks like that of a web server. Name the port.',
  ],
  [
    'svc/web',
    null,
    [port('http', 80), port('https', 443)],
    'Several ports of service web may be a web server’s: 80 (http) and 443 (https). Name one.',
  ],
  ['svc/web', 9090, several, 'http metrics'],
  ['svc/web', 'https', [port('https', 443)], 'https https'],
  ['svc/web', 81, several, expect.stringContaining('80 (http)')],
  ['svc/web', 'dns', [port('dns', 53, { protocol: 'UDP' })], expect.stringContaining('UDP')],
  ['svc/web', 'https', null, 'https https'],
  ['pod/web-1', 'http', [port('http', 8080)], 'http 8080'],
  ['pod/web-1', 9999, [port('http', 8080)], 'http 9999'],
  ['pod/web-1', 'nope', [port('http', 8080)], expect.stringContaining('8080 (http)')],
])('of %s, %j stands for the right port of %j', (target, remote, declared, expected) => {
  expect(chosen(target, remote, declared)).toEqual(expected);
});
