import { setTimeout as delay } from 'node:timers/promises';
import { message } from '../shared/language/message.ts';
import { newProblem, type Problem, ProblemError, problemOf } from '../shared/problem.ts';
import { MemorySecretStore, type SecretStore } from '../engine/secret-store.ts';
import { PartedKeytar } from './parted-keytar.ts';

/** What is used of keytar. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface KeychainOptions {
  readonly load: () => Promise<Keytar>;
  /** How long the keychain may take to answer at all, in milliseconds. */
  readonly answerMs: number;
  /** How long one access may take; a person may be typing the keychain's password. */
  readonly unlockMs: number;
}

const service = 'Portolan';
/** An entry holds 2,560 bytes on Windows (wincred.h, CRED_MAX_CREDENTIAL_BLOB_SIZE), a character up to three of them. */
const windowsPartLength = 800;

/** Loads keytar's native part, which fails where libsecret is not installed. */
export async function loadKeytar(): Promise<Keytar> {
  // A CommonJS module: Node finds none of its functions by name, and gives them all as the default.
  const { default: keytar } = (await import('keytar')) as unknown as { default: Keytar };
  return process.platform === 'win32' ? new PartedKeytar(keytar, windowsPartLength) : keytar;
}

/**
 * Secrets in the system's keychain (Keychain, Credential Manager, Secret Service), first touched when one is needed.
 * Where there is none that answers, secrets live in memory for this run, and `unavailable` tells why; never in a file.
 */
export class Keychain implements SecretStore {
  readonly #options: KeychainOptions;
  readonly #memory = new MemorySecretStore();
  readonly #unavailable = Promise.withResolvers<Problem>();
  #keytar: Promise<Keytar> | null = null;
  #persistent = true;

  constructor(options: KeychainOptions) {
    this.#options = options;
  }

  get persistent(): boolean {
    return this.#persistent;
  }

  /** Resolves when the keychain turns out not to be usable, and never if it is. */
  get unavailable(): Promise<Problem> {
    return this.#unavailable.promise;
  }

  get(name: string): Promise<string | null> {
    return this.#use(
      (keytar) => keytar.getPassword(service, name),
      (memory) => memory.get(name),
    );
  }

  set(name: string, secret: string): Promise<void> {
    return this.#use(
      (keytar) => keytar.setPassword(service, name, secret),
      (memory) => memory.set(name, secret),
    );
  }

  async delete(name: string): Promise<void> {
    await this.#use<unknown>(
      (keytar) => keytar.deletePassword(service, name),
      (memory) => memory.delete(name),
    );
  }

  async #use<T>(
    withKeychain: (keytar: Keytar) => Promise<T>,
    inMemory: (memory: SecretStore) => Promise<T>,
  ): Promise<T> {
    if (this.#persistent) {
      try {
        this.#keytar ??= this.#open();
        return await inTime(withKeychain(await this.#keytar), this.#options.unlockMs);
      } catch (error) {
        this.#giveUp(error);
      }
    }
    return inMemory(this.#memory);
  }

  async #open(): Promise<Keytar> {
    const keytar = await this.#options.load();
    // Looking for what is not there asks nobody for a password, but needs a keychain that answers.
    await inTime(keytar.getPassword(service, 'answers'), this.#options.answerMs);
    return keytar;
  }

  #giveUp(error: unknown): void {
    this.#persistent = false;
    this.#unavailable.resolve(
      newProblem('keychainUnavailable', message('keychain.unavailable'), {
        detail: problemOf(error).detail ?? String(error),
      }),
    );
  }
}

async function inTime<T>(answer: Promise<T>, ms: number): Promise<T> {
  const done = new AbortController();
  // A keychain that asks a person nobody sees never answers (libsecret's prompts have no limit of their own).
  const late = delay(ms, undefined, { ref: false, signal: done.signal }).then(() => {
    throw new ProblemError('keychainUnavailable', message('keychain.late', { seconds: ms / 1000 }), {
      detail: `no answer within ${ms / 1000} s`,
    });
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    done.abort();
  }
}
