import { describe, expect, it } from 'vitest';
import {
  defaultSettings,
  Forward,
  ForwardSettings,
  ForwardsFile,
  maxHoldMs,
} from '../../../src-main/shared/forward.ts';

const saved = {
  label: 'web',
  target: { context: 'kind-dev', namespace: 'shop', kind: 'service', name: 'web' },
  ports: [{ local: { kind: 'auto', last: 49213 }, remote: 'http' }],
  addresses: ['127.0.0.1', '::1'],
  holdMs: 10_000,
};
const settings = { ...saved, ...defaultSettings, allowExposure: false };

function problems(change: object): string[] {
  const parsed = ForwardSettings.safeParse({ ...settings, ...change });
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
}

describe('ForwardSettings', () => {
  it.each([
    [{}, []],
    [{ label: '  ' }, ['label']],
    [{ label: 'x'.repeat(101) }, ['label']],
    [{ ports: [] }, ['ports']],
    [{ ports: [{ local: { kind: 'fixed', port: 0 }, remote: 80 }] }, ['ports.0.local.port']],
    [{ ports: [{ local: { kind: 'fixed', port: 80 }, remote: 65536 }] }, ['ports.0.remote']],
    [{ addresses: [] }, ['addresses']],
    [{ addresses: ['localhost'], allowExposure: true }, ['addresses.0']],
    [{ holdMs: -1 }, ['holdMs']],
    [{ holdMs: maxHoldMs + 1 }, ['holdMs']],
    [{ holdMs: 0.5 }, ['holdMs']],
    [{ balance: { mode: 'pod', name: 'Web 1' } }, ['balance.name']],
    [{ balance: { mode: 'random' } }, ['balance.mode']],
    [{ balance: { mode: 'roundRobin' }, target: { ...saved.target, kind: 'pod' } }, ['balance']],
    [{ target: { ...saved.target, kind: 'pod' } }, []],
    [{ eof: 'soon' }, ['eof']],
    [{ group: '  ' }, ['group']],
    [{ group: 'shop' }, []],
    [{ allowFrom: ['10.0.0.7', '10.0.0.0/8', 'fd00::/8'] }, []],
    [{ allowFrom: ['10.0.0.0/33'] }, ['allowFrom.0']],
    [{ allowFrom: ['10.0.0.0/8/8'] }, ['allowFrom.0']],
    [{ allowFrom: ['10.0.0.0/'] }, ['allowFrom.0']],
    [{ allowFrom: ['fe80::1%eth0'] }, ['allowFrom.0']],
    [{ endAfterMs: 59_999 }, ['endAfterMs']],
    [{ endAfterMs: 7 * 86_400_000 + 1 }, ['endAfterMs']],
    [{ endAfterMs: 60_000 }, []],
    [{ addresses: ['127.0.0.1', '0.0.0.0'] }, ['addresses']],
    [{ addresses: ['127.0.0.1', '0.0.0.0'], allowExposure: true }, []],
  ])('%j has trouble at %j', (change, paths) => {
    expect(problems(change)).toEqual(paths);
  });
});

it('the saved file keeps a forward whole, and knows its version', () => {
  const forward = {
    id: '6f1c0a3e-8f8b-4a53-9f6c-2d9f3b7c1a10',
    ...saved,
    balance: { mode: 'pod', name: 'web-1' },
    eof: 'immediate',
    group: 'shop',
    favourite: true,
    secret: { name: 'web', userKey: 'username', passwordKey: 'password' },
    allowFrom: ['10.0.0.0/8'],
    endAfterMs: 60_000,
    wanted: true,
    startedAt: 1_700_000_000_000,
  };
  const file = { version: 1, forwards: [Forward.parse(forward)] };
  expect([
    ForwardsFile.parse(JSON.parse(JSON.stringify(file))),
    ForwardsFile.safeParse({ ...file, version: 2 }).success,
    Forward.safeParse({ ...forward, id: '../1' }).success,
  ]).toEqual([{ version: 1, forwards: [forward] }, false, false]);
});

it('a file from before there was more than a hold time is read: what it does not say is as for a new forward', () => {
  const forward = { id: '6f1c0a3e-8f8b-4a53-9f6c-2d9f3b7c1a10', ...saved, wanted: true };
  expect(ForwardsFile.parse({ version: 1, forwards: [forward] })).toEqual({
    version: 1,
    forwards: [
      {
        ...forward,
        balance: { mode: 'sticky' },
        eof: 'defer',
        group: null,
        favourite: false,
        secret: null,
        allowFrom: [],
        endAfterMs: null,
        startedAt: null,
      },
    ],
  });
});
