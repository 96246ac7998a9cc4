import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../src-main/shared/forward.ts';
import { ForwardDraft, PairDraft } from '../../../src-renderer/state/forward-draft.svelte.ts';

function newDraft(): ForwardDraft {
  const draft = new ForwardDraft({ kind: 'new', target: { context: 'dev', namespace: 'shop' }, ports: [] });
  draft.target = 'svc/web';
  const [pair] = draft.pairs;
  if (pair !== undefined) pair.remote = 'http';
  return draft;
}

describe('ForwardDraft', () => {
  test('is complete with a target and a remote port', () => {
    expect(newDraft().settings).toEqual({
      label: 'web',
      target: { context: 'dev', namespace: 'shop', kind: 'service', name: 'web' },
      ports: [{ local: { kind: 'auto', last: null }, remote: 'http' }],
      addresses: ['127.0.0.1', '::1'],
      ...defaultSettings,
      allowExposure: false,
    });
  });

  test.each([
    ['namespace', 'Shop'],
    ['target', 'ingress/web'],
    ['target', ''],
    ['holdSeconds', '301'],
    ['holdSeconds', 'ten'],
  ] as const)('is not complete while %s is "%s"', (field, text) => {
    const draft = newDraft();
    draft[field] = text;

    expect(draft.settings).toBeNull();
  });

  test('is not complete while one of its ports cannot be read', () => {
    const draft = newDraft();
    draft.addPair();

    expect(draft.settings).toBeNull();
  });

  test('addresses that other machines reach must be allowed', () => {
    const draft = newDraft();
    draft.listen = 'network';
    const before = draft.settings;
    draft.allowExposure = true;

    expect([before, draft.settings?.addresses, draft.settings?.allowExposure]).toEqual([
      null,
      ['0.0.0.0', '::'],
      true,
    ]);
  });

  test('a chosen pod must be named, and leaves with its word once another balance is chosen', () => {
    const draft = newDraft();
    draft.balance = 'pod';
    const unnamed = draft.settings;
    draft.pod = ' web-1 ';
    const named = draft.settings?.balance;
    draft.balance = 'leastConnections';

    expect([unnamed, named, draft.settings?.balance]).toEqual([
      null,
      { mode: 'pod', name: 'web-1' },
      { mode: 'leastConnections' },
    ]);
  });

  test('a target that is one pod has nothing to balance, whatever was chosen before', () => {
    const draft = newDraft();
    draft.balance = 'pod';
    draft.target = 'pod/web-1';

    expect([draft.balances, draft.settings?.balance]).toEqual([false, { mode: 'sticky' }]);
  });

  test('chosen addresses are taken and given back one by one', () => {
    const draft = newDraft();
    draft.listen = 'chosen';
    draft.toggleAddress('127.0.0.1');
    draft.toggleAddress('10.8.0.14');
    draft.toggleAddress('127.0.0.1');

    expect([draft.chosenAddresses, draft.exposed]).toEqual(['10.8.0.14', true]);
  });

  test('localhost is both loopback addresses, each of which can be given back', () => {
    const draft = newDraft();
    draft.listen = 'chosen';
    draft.chosenAddresses = 'localhost';
    const meant = ['127.0.0.1', '::1', '10.8.0.14'].map((address) => draft.hasAddress(address));
    draft.toggleAddress('10.8.0.14');
    const more = draft.chosenAddresses;
    draft.toggleAddress('127.0.0.1');

    expect([meant, more, draft.chosenAddresses]).toEqual([
      [true, true, false],
      'localhost, 10.8.0.14',
      '::1, 10.8.0.14',
    ]);
  });

  test('a saved forward comes out as it went in; a copy of it asks for ports of its own and for consent', () => {
    const forward = {
      id: '00000000-0000-4000-8000-000000000001',
      label: 'the shop',
      target: { context: 'dev', namespace: 'shop', kind: 'deployment', name: 'web' },
      ports: [
        { local: { kind: 'auto', last: 49_213 }, remote: 8080 },
        { local: { kind: 'fixed', port: 9090 }, remote: 'metrics' },
      ],
      addresses: ['192.168.1.20'],
      holdMs: 2_500,
      balance: { mode: 'pod', name: 'web-1' },
      eof: 'immediate',
      group: 'shop',
      favourite: true,
      secret: { name: 'web', userKey: null, passwordKey: 'password' },
      allowFrom: ['192.168.1.0/24', 'fd00::/8'],
      endAfterMs: 28_800_000,
      wanted: true,
      startedAt: null,
    } as const;
    const { id, wanted, startedAt, ...saved } = {
      ...forward,
      ports: [...forward.ports],
      addresses: [...forward.addresses],
    };

    const draft = new ForwardDraft({ kind: 'edit', forward: { ...saved, id, wanted, startedAt } });

    expect(draft.settings).toEqual({ ...saved, allowExposure: true });

    const copy = new ForwardDraft({ kind: 'copy', forward: { ...saved, id, wanted, startedAt } });
    const unconfirmed = copy.settings;
    copy.allowExposure = true;
    const automatic = { kind: 'auto', last: null };

    expect([unconfirmed, copy.settings]).toEqual([
      null,
      {
        ...saved,
        ports: saved.ports.map(({ remote }) => ({ local: automatic, remote })),
        allowExposure: true,
      },
    ]);
  });
});

test('a port pair in kubectl’s grammar is split into its two fields', () => {
  const pair = new PairDraft();

  const split = [pair.splitAtColon('8443:https'), pair.splitAtColon('80'), pair.splitAtColon('a:b:c')];

  expect([split, pair.local, pair.remote]).toEqual([[true, false, false], '8443', 'https']);
});

test('a port is taken over from another forward only as long as it stands there', () => {
  const draft = new ForwardDraft({ kind: 'new', target: {}, ports: [] });
  const [pair] = draft.pairs;
  if (pair === undefined) throw new Error('no pair');
  pair.takeOver('none is typed yet');
  pair.local = '8080';
  const before = pair.takenFrom;
  pair.takeOver('another');
  const taken = [pair.fixedPort, pair.takenFrom];
  pair.local = '8081';
  const elsewhere = pair.takenFrom;
  pair.chooseFree();
  expect([before, taken, elsewhere, pair.fixedPort, pair.local]).toEqual([
    null,
    [8080, 'another'],
    null,
    null,
    '',
  ]);
});

test.each([
  [{ allowFrom: '10.0.0.0/33' }, null],
  [{ endAfter: '8 hours' }, null],
  [{ allowFrom: '10.0.0.0/8 fd00::/8', endAfter: '8h' }, [['10.0.0.0/8', 'fd00::/8'], 28_800_000]],
  [{}, [[], null]],
])('who may connect and when it ends, typed as %j, is %j', (typed, expected) => {
  const draft = new ForwardDraft({
    kind: 'new',
    target: { context: 'dev', namespace: 'shop', kind: 'service', name: 'web' },
    ports: [{ local: { kind: 'auto', last: null }, remote: 80 }],
  });
  Object.assign(draft, typed);
  const { settings } = draft;
  expect(settings === null ? null : [settings.allowFrom, settings.endAfterMs]).toEqual(expected);
});
