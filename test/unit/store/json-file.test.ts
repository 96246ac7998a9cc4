import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { JsonFile } from '../../../src-main/engine/store/json-file.ts';
import type { Problem } from '../../../src-main/shared/problem.ts';

const schema = z.object({ version: z.literal(2), names: z.array(z.string()) });
const empty = { version: 2 as const, names: [] };

let folder: string;
let problems: Problem[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-json-file-'));
  problems = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (path: string | null = join(folder, 'names.json')) =>
  JsonFile.open({ path, schema, empty, onProblem: (problem) => problems.push(problem) });

describe('JsonFile', () => {
  it('is empty where no file is, and comes back after writing, readable by its owner alone', async () => {
    const file = await open(join(folder, 'new', 'names.json'));
    await file.write({ version: 2, names: [...file.value.names, 'a'] });
    const again = await open(join(folder, 'new', 'names.json'));
    const { mode } = await stat(join(folder, 'new', 'names.json'));
    expect({ value: again.value, problems, mode: mode & 0o777 }).toEqual({
      value: { version: 2, names: ['a'] },
      problems: [],
      mode: process.platform === 'win32' ? 0o666 : 0o600,
    });
  });

  it('keeps the order of writes that overlap', async () => {
    const file = await open();
    await Promise.all(['a', 'b', 'c'].map((name) => file.write({ version: 2, names: [name] })));
    expect({ saved: (await open()).value.names, files: await readdir(folder) }).toEqual({
      saved: ['c'],
      files: ['names.json'],
    });
  });

  it.each([
    ['no JSON', '{"version": 2, "names": ["a"'],
    ['another shape', '{"version": 2, "names": "a"}'],
    ['an empty file', ''],
  ])('sets %s aside, says where, and goes on', async (_, text) => {
    await writeFile(join(folder, 'names.json'), text);
    const file = await open();
    await file.write({ version: 2, names: ['b'] });
    const names = (await readdir(folder)).sort();
    const aside = names.find((name) => name !== 'names.json') ?? '';
    expect(aside).toMatch(/^names\.damaged-\d{8}T\d{9}Z\.json$/);
    expect(await readFile(join(folder, aside), 'utf8')).toBe(text);
    expect((await open()).value.names).toEqual(['b']);
    expect(problems).toMatchObject([
      {
        code: 'fileDamaged',
        layer: 'computer',
        message: expect.stringContaining(aside) as string,
        detail: expect.any(String) as string,
      },
    ]);
  });

  it('leaves the file of a newer version alone for the whole run', async () => {
    const text = '{"version": 3, "people": ["a"]}';
    await writeFile(join(folder, 'names.json'), text);
    const file = await open();
    await file.write({ version: 2, names: ['b'] });
    expect({
      value: file.value.names,
      saved: await readFile(join(folder, 'names.json'), 'utf8'),
      files: await readdir(folder),
      codes: problems.map((problem) => problem.code),
    }).toEqual({ value: ['b'], saved: text, files: ['names.json'], codes: ['fileUnwritable'] });
  });

  it('says once that it cannot be written, keeps the value, and writes again when it can', async () => {
    await writeFile(join(folder, 'blocked'), 'a file where a folder should be');
    const path = join(folder, 'blocked', 'names.json');
    // ENOTDIR on reading is not "no such file": nothing may be written over what is not understood.
    const unreadable = await open(path);
    await unreadable.write({ version: 2, names: ['a'] });
    const file = await open();
    await rm(folder, { recursive: true });
    await writeFile(folder, 'in the way');
    await file.write({ version: 2, names: ['b'] });
    await file.write({ version: 2, names: ['c'] });
    const codes = problems.map((problem) => problem.code);
    await rm(folder);
    await file.write({ version: 2, names: ['d'] });
    expect({ codes, kept: unreadable.value.names, saved: (await open()).value.names }).toEqual({
      codes: ['fileUnwritable', 'fileUnwritable'],
      kept: ['a'],
      saved: ['d'],
    });
  });

  it('keeps the mode of its owner even where the file was readable by others', async () => {
    await writeFile(join(folder, 'names.json'), '{"version": 2, "names": []}');
    await chmod(join(folder, 'names.json'), 0o644);
    await (await open()).write(empty);
    const { mode } = await stat(join(folder, 'names.json'));
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
  });

  it('without a path keeps the value for this run', async () => {
    const file = await open(null);
    await file.write({ version: 2, names: ['a'] });
    expect({ value: file.value.names, files: await readdir(folder) }).toEqual({ value: ['a'], files: [] });
  });
});
