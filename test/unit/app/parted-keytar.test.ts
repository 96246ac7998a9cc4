import { expect, it } from 'vitest';
import type { Keytar } from '../../../src-main/app/keychain.ts';
import { PartedKeytar } from '../../../src-main/app/parted-keytar.ts';

/** A keychain whose entries hold eight characters, as Windows' hold 2,560 bytes. */
class SmallKeytar implements Keytar {
  readonly entries = new Map<string, string>();

  getPassword(_service: string, account: string): Promise<string | null> {
    return Promise.resolve(this.entries.get(account) ?? null);
  }

  setPassword(_service: string, account: string, password: string): Promise<void> {
    if (password.length > 8) return Promise.reject(new Error('the stub received bad data'));
    this.entries.set(account, password);
    return Promise.resolve();
  }

  deletePassword(_service: string, account: string): Promise<boolean> {
    return Promise.resolve(this.entries.delete(account));
  }
}

it.each(['', 'short', 'exactly-twelve', 'a secret that needs\nmany entries: 3:4'])(
  'gives back %j whole',
  async (secret) => {
    const keytar = new PartedKeytar(new SmallKeytar(), 6);
    await keytar.setPassword('Portolan', 'cluster', secret);
    expect(await keytar.getPassword('Portolan', 'cluster')).toBe(secret);
  },
);

it('leaves no part behind when a secret gets shorter or is deleted', async () => {
  const small = new SmallKeytar();
  const keytar = new PartedKeytar(small, 6);
  await keytar.setPassword('Portolan', 'cluster', 'a long long secret');
  await keytar.setPassword('Portolan', 'cluster', 'a shorter');
  expect([...small.entries]).toEqual([
    ['cluster (part 2)', 'ter'],
    ['cluster', '2:a shor'],
  ]);
  expect(await keytar.deletePassword('Portolan', 'cluster')).toBe(true);
  expect([small.entries.size, await keytar.getPassword('Portolan', 'cluster')]).toEqual([0, null]);
});

it('has no secret where a part is missing', async () => {
  const small = new SmallKeytar();
  const keytar = new PartedKeytar(small, 6);
  await keytar.setPassword('Portolan', 'cluster', 'a long long secret');
  small.entries.delete('cluster (part 2)');
  expect(await keytar.getPassword('Portolan', 'cluster')).toBeNull();
});
