import type { Keytar } from './keychain.ts';

/**
 * A keychain whose entries have room for `partLength` characters only: longer secrets are kept in several entries.
 * The first begins with the number of parts; the others have names of their own.
 */
export class PartedKeytar implements Keytar {
  readonly #keytar: Keytar;
  readonly #partLength: number;

  constructor(keytar: Keytar, partLength: number) {
    this.#keytar = keytar;
    this.#partLength = partLength;
  }

  async getPassword(service: string, account: string): Promise<string | null> {
    const head = await this.#head(service, account);
    if (head === null) return null;
    const parts = [head.text];
    for (let index = 1; index < head.count; index += 1) {
      const part = await this.#keytar.getPassword(service, partName(account, index));
      if (part === null) return null;
      parts.push(part);
    }
    return parts.join('');
  }

  async setPassword(service: string, account: string, password: string): Promise<void> {
    const before = (await this.#head(service, account))?.count ?? 1;
    const count = Math.max(1, Math.ceil(password.length / this.#partLength));
    // The first entry comes last: until it is written, there is no new secret.
    for (let index = count - 1; index >= 0; index -= 1) {
      const part = password.slice(index * this.#partLength, (index + 1) * this.#partLength);
      const name = index === 0 ? account : partName(account, index);
      await this.#keytar.setPassword(service, name, index === 0 ? `${count}:${part}` : part);
    }
    await this.#deleteParts(service, account, count, before);
  }

  async deletePassword(service: string, account: string): Promise<boolean> {
    const head = await this.#head(service, account);
    const isDeleted = await this.#keytar.deletePassword(service, account);
    await this.#deleteParts(service, account, 1, head?.count ?? 1);
    return isDeleted;
  }

  async #head(service: string, account: string): Promise<{ count: number; text: string } | null> {
    const head = await this.#keytar.getPassword(service, account);
    const [, count, text] = /^(\d+):(.*)$/s.exec(head ?? '') ?? [];
    return count === undefined || text === undefined ? null : { count: Number(count), text };
  }

  async #deleteParts(service: string, account: string, from: number, to: number): Promise<void> {
    for (let index = from; index < to; index += 1) {
      await this.#keytar.deletePassword(service, partName(account, index));
    }
  }
}

function partName(account: string, index: number): string {
  return `${account} (part ${index + 1})`;
}
