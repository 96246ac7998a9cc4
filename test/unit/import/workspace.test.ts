import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readKubectlLines, writeKubectlLines } from '../../../src-main/engine/import/kubectl-lines.ts';
import { readImport } from '../../../src-main/engine/import/read-import.ts';
import {
  workspaceSchema,
  workspaceSchemaPath,
  writeWorkspace,
} from '../../../src-main/engine/import/workspace.ts';
import type { ContextInfo } from '../../../src-main/shared/catalog.ts';
import { ImportedForward } from '../../../src-main/shared/import.ts';
import { defaultSettings, type Forward } from '../../../src-main/shared/forward.ts';
import { languages } from '../../../src-main/shared/language/language.ts';
import { say, translator } from '../../../src-main/shared/language/message.ts';
import { workspaceFaults } from '../../support/workspace-faults.ts';

const t = translator(() => 'en');
const root = resolve(import.meta.dirname, '../../..');

const web: Forward = {
  id: '6f1c0a3e-8f8b-4a53-9f6c-2d9f3b7c1a10',
  label: 'web',
  target: { context: 'kind-dev', namespace: 'shop', kind: 'service', name: 'web' },
  ports: [{ local: { kind: 'auto', last: 49_213 }, remote: 'http' }],
  addresses: ['127.0.0.1', '::1'],
  ...defaultSettings,
  wanted: true,
  startedAt: null,
};

test('says only what a person chose, and nothing of this computer', () => {
  const db: Forward = {
    ...web,
    label: 'orders: the db',
    target: { ...web.target, kind: 'statefulset', name: 'orders-db' },
    ports: [{ local: { kind: 'fixed', port: 15_432 }, remote: 'postgres' }],
    addresses: ['0.0.0.0'],
    holdMs: 1_500,
    balance: { mode: 'roundRobin' },
    eof: 'immediate',
    group: 'shop',
    favourite: true,
  };
  expect(writeWorkspace([web, db])).toBe(`# yaml-language-server: $schema=docs/portolan.schema.json
portolan: 1
forwards:
  - context: kind-dev
    namespace: shop
    target: svc/web
    ports:
      - :http
  - name: "orders: the db"
    context: kind-dev
    namespace: shop
    target: sts/orders-db
    ports:
      - 15432:postgres
    group: shop
    address:
      - 0.0.0.0
    hold: 1500ms
    balance: round-robin
    eof: immediate
`);
});

/** Forwards with all that a workspace file keeps, and nothing else. */
const forwards = fc.array(
  fc.record({
    id: fc.constant(web.id),
    label: fc.string({ minLength: 1, maxLength: 100 }).filter((text) => text.trim() === text && text !== ''),
    target: fc.record({
      context: fc.string({ minLength: 1, maxLength: 40 }),
      namespace: fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/),
      kind: fc.constantFrom('service' as const, 'deployment' as const),
      name: fc.stringMatching(/^[a-z][a-z0-9.-]{0,10}[a-z0-9]$/),
    }),
    ports: fc.array(
      fc.record({
        local: fc.oneof(
          fc.constant({ kind: 'auto' as const, last: null }),
          fc.record({ kind: fc.constant('fixed' as const), port: fc.integer({ min: 1, max: 65_535 }) }),
        ),
        remote: fc.oneof(fc.integer({ min: 1, max: 65_535 }), fc.constantFrom('http', 'y', 'null', 'no')),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    addresses: fc.constantFrom<string[]>(['127.0.0.1', '::1'], ['::1'], ['0.0.0.0', '::']),
    holdMs: fc.integer({ min: 0, max: 300_000 }),
    balance: fc.constantFrom({ mode: 'sticky' as const }, { mode: 'pod' as const, name: 'web-1' }),
    eof: fc.constantFrom('defer' as const, 'immediate' as const),
    group: fc.option(fc.string({ minLength: 1, maxLength: 60 }).filter((text) => text.trim() === text)),
    favourite: fc.constant(false),
    secret: fc.constantFrom(
      null,
      { name: 'web', userKey: null, passwordKey: 'password' },
      { name: 'orders-db', userKey: 'username', passwordKey: 'password' },
    ),
    allowFrom: fc.constantFrom([], ['10.0.0.0/8', 'fd00::1']),
    endAfterMs: fc.constantFrom(null, 60_000, 8 * 3_600_000),
    wanted: fc.constant(false),
    startedAt: fc.constant(null),
  }),
  { minLength: 1, maxLength: 5 },
);

test('what is written is read back, whatever stands in it', () => {
  fc.assert(
    fc.property(forwards, (list) => {
      const { source, forwards: back, left } = readImport(writeWorkspace(list));
      expect({ source, back, left }).toEqual({
        source: 'workspace',
        back: list.map((forward) => ImportedForward.parse(forward)),
        left: [],
      });
    }),
  );
});

test('lines of kubectl are read back with targets, ports and addresses', () => {
  fc.assert(
    fc.property(forwards, (list) => {
      const { forwards: back, left } = readKubectlLines(writeKubectlLines(list, [], t).text);
      const kept = (each: Pick<Forward, 'ports' | 'addresses'> & { target: object }) => [
        each.target,
        each.ports,
        each.addresses,
      ];
      expect([back.map(kept), left]).toEqual([list.map(kept), []]);
    }),
  );
});

test('what kubectl cannot reach is said in place of its line, and is no command whatever its name is', () => {
  const info = {
    server: 'https://c',
    user: 'u',
    namespace: 'default',
    file: null,
    kubeconfig: null,
    current: false,
    problem: null,
  };
  const contexts: ContextInfo[] = [
    { ...info, name: 'added\nrm web', source: 'added' },
    { ...info, name: 'far', source: 'kubeconfig', kubeconfig: '/home/me/far away.yaml' },
  ];
  const to = (context: string): Forward => ({ ...web, target: { ...web.target, context } });
  const { text, written, left } = writeKubectlLines([to('added\nrm web'), to('far')], contexts, t);
  expect([text.split('\n'), written, left, readKubectlLines(text).forwards.length]).toEqual([
    [
      '# kubectl cannot reach svc/web: no kubeconfig file has the context “added rm web”.',
      "kubectl port-forward svc/web :http -n shop --context=far '--kubeconfig=/home/me/far away.yaml'",
      '',
    ],
    1,
    1,
    1,
  ]);
});

test.each(['1', '1.0', '1.00'])('is version 1 where it says %s, and no other', (version) => {
  const text = (at: string) => `portolan: ${at}\nforwards: [{ target: svc/web, ports: [80] }]`;
  expect(readImport(text(version)).forwards).toHaveLength(1);
  expect(() => readImport(text('2'))).toThrow('This workspace file is of a version');
});

test('an unknown field and a wrong value are told, and the other forwards are taken', () => {
  const { forwards: read, left } = readImport(`portolan: 1
forwards:
  - { target: svc/web, ports: [80] }
  - { target: svc/web, ports: [80], password: x }
  - { name: slow, target: svc/web, ports: [80], hold: long }
`);
  expect([
    read.map(({ label }) => label),
    left.map(({ what, why }) => [say('en', what), say('en', why)]),
  ]).toEqual([
    ['web'],
    [
      ['forward 2', 'Unrecognized key: "password".'],
      ['slow', '“long” is not a time to hold connections. Use one such as 30s.'],
    ],
  ]);
});

test('what the schema finds wrong is said in each language', () => {
  const { left } = readImport(`portolan: 1
forwards:
  - { target: svc/web, ports: web }
  - { target: svc/web, ports: [] }
  - { target: svc/web, ports: [80], eof: never }
  - { target: svc/web, ports: [80], password: x, user: y }
  - { target: svc/web, ports: [[80]] }
  - { target: svc/web, ports: [80], group: ${'x'.repeat(61)} }
`);
  expect(left.map(({ why }) => languages.map((language) => say(language, why)))).toEqual([
    [
      'ports: Invalid input: expected array, received string.',
      'ports：应为列表。',
      'ports: リストにしてください。',
    ],
    [
      'ports: Too small: expected array to have >=1 items.',
      'ports：不能少于 1 项。',
      'ports: 1 個以上にしてください。',
    ],
    [
      'eof: Invalid option: expected one of "defer"|"immediate".',
      'eof：只能是“defer”、“immediate”。',
      'eof: 「defer」「immediate」のいずれかにしてください。',
    ],
    [
      'Unrecognized keys: "password", "user".',
      '未知字段“password”、“user”。',
      '「password」「user」は不明なフィールドです。',
    ],
    ['ports: 0: Invalid input.', 'ports: 0：值无效。', 'ports: 0: 値が正しくありません。'],
    [
      'group: Too big: expected string to have <=60 characters',
      'group：不能超过 60 个字符',
      'group: 60 文字以下にしてください',
    ],
  ]);
});

test('the published schema is the one that is read by', async () => {
  const published: unknown = JSON.parse(await readFile(join(root, workspaceSchemaPath), 'utf8'));
  expect(published).toEqual(workspaceSchema());
});

test('what is written is without a fault by the published schema, as others read that, and what is wrong has one', async () => {
  await fc.assert(
    fc.asyncProperty(forwards, async (list) => {
      expect(await workspaceFaults(writeWorkspace(list))).toEqual([]);
    }),
    { numRuns: 20 },
  );
  const wrong = `portolan: 2
forwards:
  - { target: svc/web, ports: [] }
  - { target: svc/web, ports: [80], eof: never }
  - { target: svc/web, ports: [80], secret: { name: web, value: x } }
  - { ports: [80] }
`;
  expect(await workspaceFaults(wrong)).toEqual([
    '/portolan must be <= 1',
    '/forwards/0/ports must NOT have fewer than 1 items',
    '/forwards/1/eof must be equal to one of the allowed values',
    "/forwards/2/secret must have required property 'password'",
    '/forwards/2/secret must NOT have additional properties',
    "/forwards/3 must have required property 'target'",
  ]);
});
