import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KnownContextNames } from '../../../src-main/engine/context-names.ts';
import { defaultSettings, type Forward } from '../../../src-main/shared/forward.ts';
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

const saved = (context: string): Forward => ({
  id: '6f1c0a3e-8f8b-4a53-9f6c-2d9f3b7c1a10',
  label: 'web',
  target: { context, namespace: 'shop', kind: 'service', name: 'web' },
  ports: [{ local: { kind: 'auto', last: null }, remote: 80 }],
  addresses: ['127.0.0.1'],
  ...defaultSettings,
  wanted: false,
  startedAt: null,
});

test.each([
  ['the name of the file where one is known', { team: 'arn:eks' }, ['arn:eks', 'kind'], ['team', 'kind']],
  ['the first of two', { zeta: 'arn:eks', alpha: 'arn:eks' }, ['arn:eks'], ['zeta']],
  ['what it is called here where the files say the same', { 'arn:eks': 'arn:eks' }, ['arn:eks'], ['arn:eks']],
  [
    'a name of the team rather than the same as here',
    { 'arn:eks': 'arn:eks', team: 'arn:eks' },
    ['arn:eks'],
    ['team'],
  ],
  [
    'no name that is another of these contexts',
    { team: 'arn:eks', eu: 'arn:eks' },
    ['team', 'arn:eks'],
    ['team', 'eu'],
  ],
])('a context leaves under %s', async (_what, known, contexts, written) => {
  await (await open()).remember(known);
  const named = (await open()).inSharedNames(contexts.map(saved));
  expect(named.map(({ target }) => target.context)).toEqual(written);
});

test('a damaged file is told, and no name is known', async () => {
  await writeFile(path, '{"version":1,"names":{"staging":7}}');
  expect([(await open()).of(forwards), problems]).toEqual([{}, ['fileDamaged']]);
});
