import { describe, expect, it } from 'vitest';
import { Keychain, type Keytar } from '../../../src-main/app/keychain.ts';

const silence = new Promise<never>(() => undefined);

/** A keychain that answers each kind of call as told, and remembers which calls came. */
class ScriptedKeytar implements Keytar {
  readonly calls: string[] = [];
  readonly #answers: Partial<Keytar>;

  constructor(answers: Partial<Keytar> = {}) {
    this.#answers = answers;
  }

  getPassword(service: string, account: string): Promise<string | null> {
    this.calls.push(`get ${service} ${account}`);
    return this.#answers.getPassword?.(service, account) ?? Promise.resolve(null);
  }

  setPassword(service: string, account: string, password: string): Promise<void> {
    this.calls.push(`set ${service} ${account}`);
    return this.#answers.setPassword?.(service, account, password) ?? Promise.resolve();
  }

  deletePassword(service: string, account: string): Promise<boolean> {
    this.calls.push(`delete ${service} ${account}`);
    return this.#answers.deletePassword?.(service, account) ?? Promise.resolve(true);
  }
}

function keychain(load: () => Promise<Keytar>): Keychain {
  return new Keychain({ load, answerMs: 20, unlockMs: 40 });
}

describe('a keychain that answers', () => {
  it('is not touched before a secret is needed', async () => {
    const keytar = new ScriptedKeytar();
    const store = keychain(() => Promise.resolve(keytar));
    expect([store.persistent, keytar.calls]).toEqual([true, []]);
    await store.set('cluster a', 's3cr3t');
    expect(keytar.calls).toEqual(['get Portolan answers', 'set Portolan cluster a']);
  });

  it('gives back what it keeps', async () => {
    const keytar = new ScriptedKeytar({ getPassword: () => Promise.resolve('s3cr3t') });
    expect(await keychain(() => Promise.resolve(keytar)).get('cluster a')).toBe('s3cr3t');
  });
});

describe('a keychain that does not work', () => {
  const broken: [string, () => Promise<Keytar>][] = [
    ['cannot be loaded', () => Promise.reject(new Error('libsecret-1.so.0: cannot open shared object file'))],
    [
      'says no',
      () => Promise.resolve(new ScriptedKeytar({ getPassword: () => Promise.reject(new Error('no D-Bus')) })),
    ],
    ['never answers', () => Promise.resolve(new ScriptedKeytar({ getPassword: () => silence }))],
    [
      'asks for a password nobody types',
      () => Promise.resolve(new ScriptedKeytar({ setPassword: () => silence })),
    ],
  ];

  it.each(broken)('keeps secrets for this run and says so: it %s', async (_name, load) => {
    const store = keychain(load);
    await store.set('cluster a', 's3cr3t');
    const { code } = await store.unavailable;
    expect([store.persistent, await store.get('cluster a'), code]).toEqual([
      false,
      's3cr3t',
      'keychainUnavailable',
    ]);
  });

  it('never says what it was asked to keep', async () => {
    const store = keychain(() =>
      Promise.resolve(new ScriptedKeytar({ setPassword: () => Promise.reject(new Error('no room')) })),
    );
    await store.set('cluster a', 's3cr3t');
    expect(JSON.stringify(await store.unavailable)).not.toContain('s3cr3t');
  });

  it('forgets a deleted secret', async () => {
    const store = keychain(() => Promise.reject(new Error('no keychain')));
    await store.set('cluster a', 's3cr3t');
    await store.delete('cluster a');
    expect(await store.get('cluster a')).toBeNull();
  });
});
