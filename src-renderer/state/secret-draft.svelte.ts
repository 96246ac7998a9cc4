import type { Forward } from '../../src-main/shared/forward.ts';
import { problemOf, type Problem } from '../../src-main/shared/problem.ts';
import { guessKeys, SecretLink } from '../../src-main/shared/secret.ts';
import type { Client } from '../client.ts';

/** Which Secret, and which of its keys, a person links to a forward; chosen, or typed where they may not be read. */
export class SecretDraft {
  name = $state('');
  userKey = $state('');
  passwordKey = $state('');
  /** Null while they are not known: they are typed then. */
  names = $state.raw<readonly string[] | null>(null);
  keys = $state.raw<readonly string[] | null>(null);
  /** Why there is nothing to choose from. */
  problem = $state.raw<Problem | null>(null);
  readonly #client: Client;
  readonly #forward: Forward;

  /** Null while a name or a key is missing or cannot be one. */
  readonly link = $derived.by((): SecretLink | null => {
    const userKey = this.userKey.trim() === '' ? null : this.userKey.trim();
    const link = { name: this.name.trim(), userKey, passwordKey: this.passwordKey.trim() };
    return SecretLink.safeParse(link).data ?? null;
  });

  constructor(client: Client, forward: Forward) {
    this.#client = client;
    this.#forward = forward;
    const { secret } = forward;
    this.name = secret?.name ?? '';
    this.userKey = secret?.userKey ?? '';
    this.passwordKey = secret?.passwordKey ?? '';
  }

  /** Reads the names, and the keys of the one that is linked, or of one that is called as the target. */
  async load(): Promise<void> {
    const { id, target } = this.#forward;
    await this.#try(async () => {
      this.names = await this.#client.request('secret.names', { id });
    });
    const likely = this.name === '' && this.names?.includes(target.name) ? target.name : this.name;
    if (likely !== '') await this.choose(likely);
  }

  /** Takes a Secret and reads its keys; those that it does not have are guessed anew. */
  async choose(name: string): Promise<void> {
    this.name = name;
    this.keys = null;
    await this.#try(async () => {
      const keys = await this.#client.request('secret.keys', { id: this.#forward.id, name });
      if (this.name !== name) return;
      this.keys = keys;
      const guess = guessKeys(keys);
      if (!keys.includes(this.passwordKey)) {
        this.passwordKey = guess.passwordKey ?? '';
        this.userKey = guess.userKey ?? '';
      }
    });
  }

  async #try(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      this.problem = problemOf(error);
    }
  }
}
