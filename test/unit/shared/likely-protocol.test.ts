import { expect, test } from 'vitest';
import type { TargetPort } from '../../../src-main/shared/catalog.ts';
import { likelyProtocol } from '../../../src-main/shared/likely-protocol.ts';

test.each([
  ['a name that is a protocol', 'https', 'web', 'https'],
  ['the first word of a name, as Istio has it', 'http-admin', 'web', 'http'],
  ['a word later in the name', 'tcp-postgresql', 'db', 'postgresql'],
  ['a number', 6379, 'cache', 'redis'],
  ['a number before the name of the target', 15672, 'rabbitmq', 'http'],
  ['the name of the target where the number says nothing', 6432, 'my-pgbouncer-rw', 'postgresql'],
  ['the name of the target where the port is called anything', 'tcp', 'mongo', 'mongodb'],
  ['nothing: a word inside another word is none', 'upgrader', 'shttpd', null],
  ['nothing at all', 4711, 'thing', null],
])('a port is known by %s', (_by, remote, target, protocol) => {
  expect(likelyProtocol(remote, { name: target })).toBe(protocol);
});

const declared: readonly TargetPort[] = [
  { name: 'h3', port: 9001, protocol: 'UDP', appProtocol: null },
  { name: 'main', port: 9000, protocol: 'TCP', appProtocol: 'https' },
  { name: 'https', port: 9001, protocol: 'TCP', appProtocol: null },
  { name: 'secure', port: 443, protocol: 'TCP', appProtocol: null },
  { name: 'http', port: 8443, protocol: 'TCP', appProtocol: 'example.com/own' },
  { name: null, port: 9002, protocol: 'TCP', appProtocol: null },
];

test.each([
  ['what its service says of it', 9000, 'https'],
  ['what its service says of it, by its name', 'main', 'https'],
  ['the name of its number', 9001, 'https'],
  ['the number of its name', 'secure', 'https'],
  ['its name before its number, where the service says what nobody knows', 8443, 'http'],
  ['its target, where it is declared and no more', 9002, 'redis'],
  ['its target, where it is not declared', 9003, 'redis'],
])('a declared port is known by %s', (_by, remote, protocol) => {
  expect(likelyProtocol(remote, { name: 'redis' }, declared)).toBe(protocol);
});
