import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readForwardsFile } from '../../../src-main/app/forwards-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-file-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a file is read as text', async () => {
  const path = join(folder, 'portolan.yaml');
  await writeFile(path, 'portolan: 1 # Größe');
  expect(await readForwardsFile(path)).toBe('portolan: 1 # Größe');
});

test.each([
  [
    'too large',
    (path: string) => writeFile(path, 'x'.repeat(1_000_001)),
    'is too large for a list of forwards',
  ],
  ['not there', () => Promise.resolve(), 'cannot be read'],
])('one that is %s is told', async (_what, make, told) => {
  const path = join(folder, 'portolan.yaml');
  await make(path);
  await expect(readForwardsFile(path)).rejects.toThrow(`${path} ${told}`);
});
