import type { Forward } from '../../src-main/shared/forward.ts';
import { problemOf, type Problem } from '../../src-main/shared/problem.ts';
import { guessKeys, SecretLink } from '../../src-main/shared/secret.ts';
import type { Client } from '../client.ts';

/** Which Secret, and which of its keys, a person links to a forward; chosen, or typed where they may not be read. */
export class SecretDraft {
  name = $state('');
  userKey = $state('');
  passwordKey = $state('');
  /** What can be chosen; empty while it is not known. */
  names = $state.raw<readonly string[]>([]);
  keys = $state.raw<readonly string[]>([]);
  /** Why there is nothing to choose from. */
  problem = $state.raw<Problem | null>(null);
  readonly #client: Client;
  readonly #forward: Forward;
  /** The keys that were linked or guessed, not typed. */
  #offered = { userKey: '', passwordKey: '' };
  #loading: Promise<void> | null = null;
  /** The Secret whose keys were asked for. */
  #opened: string | null = null;

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
    this.#offer(secret);
  }

  /** Reads the names, once, and proposes the one that is called as the target. */
  load(): Promise<void> {
    return (this.#loading ??= this.#load());
  }

  /** Takes a name as it is typed. */
  take(name: string): void {
    this.name = name;
    this.keys = [];
    this.problem = null;
    this.#opened = null;
  }

  /**
   * Reads the keys of the Secret that stands there, once: with them comes all of it to this computer, so only a person who
   * has chosen it asks for that. Keys that it does not have are guessed anew, but for those that a person typed.
   */
  async open(): Promise<void> {
    const { name } = this;
    await this.load();
    // One that was proposed meanwhile, nobody has seen yet.
    if (name !== this.name || name === this.#opened) return;
    if (name !== this.#forward.secret?.name && !this.names.includes(name)) return;
    this.#opened = name;
    try {
      const keys = await this.#client.request('secret.keys', { id: this.#forward.id, name });
      if (this.name !== name) return;
      this.problem = null;
      this.keys = keys;
      if (!keys.includes(this.passwordKey) && !this.#isTyped) this.#offer(guessKeys(keys));
    } catch (error) {
      // Somebody has gone on to another one.
      if (this.name !== name) return;
      this.#opened = null;
      this.problem = problemOf(error);
    }
  }

  async #load(): Promise<void> {
    const { id, target } = this.#forward;
    try {
      this.names = await this.#client.request('secret.names', { id });
    } catch (error) {
      this.problem = problemOf(error);
    }
    // Who has begun to type knows better.
    if (this.name === '' && this.names.includes(target.name)) this.name = target.name;
  }

  get #isTyped(): boolean {
    const { userKey, passwordKey } = this.#offered;
    return this.userKey !== userKey || this.passwordKey !== passwordKey;
  }

  #offer(keys: { readonly userKey: string | null; readonly passwordKey: string | null } | null): void {
    this.#offered = { userKey: keys?.userKey ?? '', passwordKey: keys?.passwordKey ?? '' };
    this.userKey = this.#offered.userKey;
    this.passwordKey = this.#offered.passwordKey;
  }
}
