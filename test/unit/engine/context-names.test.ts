import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KnownContextNames } from '../../../src-main/engine/context-names.ts';
import { readImport } from '../../../src-main/engine/import/read-import.ts';

let folder: string;
let path: string;
const problems: string[] = [];
const open = () => KnownContextNames.open(path, ({ code }) => problems.push(code));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-names-'));
  path = join(folder, 'context-names.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const { forwards } = readImport(`portolan: 1
forwards:
  - { context: staging, target: svc/web, ports: [80] }
  - { context: constructor, target: svc/web, ports: [80] }
  - { target: svc/web, ports: [80] }
`);

test('what the names of a file stood for is known in the next run, and nothing else of it is told', async () => {
  const names = await open();
  await names.remember({ staging: 'kind-dev', prod: 'gke' });
  await names.remember({ staging: 'kind-stage' });
  await names.remember({});
  const next = await open();
  expect([names.of(forwards), next.of(forwards), problems]).toEqual([
    { staging: 'kind-stage' },
    { staging: 'kind-stage' },
    [],
  ]);
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
    version: 1,
    names: { staging: 'kind-stage', prod: 'gke' },
  });
});

test('a damaged file is told, and no name is known', async () => {
  await writeFile(path, '{"version":1,"names":{"staging":7}}');
  expect([(await open()).of(forwards), problems]).toEqual([{}, ['fileDamaged']]);
});
