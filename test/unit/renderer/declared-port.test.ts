import { expect, test } from 'vitest';
import { obstacleTo, portNote, portWords } from '../../../src-renderer/text/declared-port.ts';

test.each([
  ['a TCP port', 'TCP', true, null],
  ['a UDP port', 'UDP', true, 'Kubernetes forwards only TCP ports'],
  ['a port of a service without pods', 'TCP', false, 'This service leads to no pods'],
  ['a UDP port of a service without pods', 'UDP', false, 'This service leads to no pods'],
])('%s says what keeps it from being forwarded', (_, protocol, forwardable, obstacle) => {
  expect(obstacleTo({ name: null, port: 80, protocol }, forwardable)).toBe(obstacle);
});

test.each([
  ['80 · TCP · http', { name: 'web', port: 80, protocol: 'TCP', appProtocol: 'http' }],
  ['53 · UDP', { name: 'dns', port: 53, protocol: 'UDP', appProtocol: null }],
  ['TCP', { name: null, port: 80, protocol: 'TCP', appProtocol: null }],
])('%s stands beside a port that can be chosen', (note, port) => {
  expect(portNote(port)).toBe(note);
});

test.each([
  ['http 80', { name: 'http', port: 80, protocol: 'TCP' }],
  ['dns 53 UDP', { name: 'dns', port: 53, protocol: 'UDP' }],
  ['80', { name: null, port: 80, protocol: 'TCP' }],
  ['53 UDP', { name: null, port: 53, protocol: 'UDP' }],
])('%s is what a port is called', (words, port) => {
  expect(portWords(port)).toBe(words);
});
