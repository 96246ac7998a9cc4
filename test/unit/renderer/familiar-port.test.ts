import { expect, test } from 'vitest';
import type { Forward } from '../../../src-main/shared/forward.ts';
import type { LocalPort } from '../../../src-main/shared/port-pair.ts';
import { familiarPort } from '../../../src-renderer/text/familiar-port.ts';

function listening(local: LocalPort): Forward {
  return { ports: [{ local, remote: 'http' }] } as unknown as Forward;
}

test.each([
  [5432, 5432],
  [8080, 8080],
  [80, 8080],
  [443, 8443],
  [65_535, 65_535],
])('%i is guessed to be at %i', (remote, local) => {
  expect(familiarPort(remote, [])).toBe(local);
});

test('what a forward of ours names is left to it, whether it runs or not', () => {
  const ours = [listening({ kind: 'fixed', port: 8080 }), listening({ kind: 'auto', last: 8081 })];
  expect(familiarPort(80, ours)).toBe(8082);
  expect(familiarPort(65_535, [listening({ kind: 'fixed', port: 65_535 })])).toBeNull();
});
