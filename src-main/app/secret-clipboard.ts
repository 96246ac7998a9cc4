import { createHash, randomBytes } from 'node:crypto';
import type { SecretOnClipboard } from '../shared/secret.ts';
import type { Clock } from '../engine/clock.ts';

/** How long a secret stays on the clipboard, in milliseconds: enough to paste it, as password managers have it. */
const heldForMs = 30_000;

export interface SecretClipboardOptions {
  readonly clipboard: {
    readText(): Promise<string>;
    writeText(text: string): Promise<void>;
    clear(): void;
  };
  readonly clock: Clock;
  readonly onChanged: (state: SecretOnClipboard) => void;
  /** For what goes wrong while nobody waits. */
  readonly report: (error: unknown) => void;
}

interface Held {
  readonly digest: string;
  readonly timer: Disposable;
}

/** Puts a secret on the clipboard, and takes it away soon after or at the end, unless something else was copied since. */
export class SecretClipboard implements AsyncDisposable {
  readonly #options: SecretClipboardOptions;
  /** A digest, not the secret: it is needed to recognise it, and nothing else. */
  readonly #salt = randomBytes(16);
  #held: Held | null = null;

  constructor(options: SecretClipboardOptions) {
    this.#options = options;
  }

  /** Another secret before takes its time with it. */
  async put(secret: string): Promise<void> {
    const { clipboard, clock, onChanged, report } = this.#options;
    await clipboard.writeText(secret);
    this.#held?.timer[Symbol.dispose]();
    const timer = clock.after(heldForMs, () => void this.#end().catch(report));
    this.#held = { digest: this.#digest(secret), timer };
    onChanged({ phase: 'held', until: clock.now() + heldForMs });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }

  async #end(): Promise<void> {
    const held = this.#held;
    if (held === null) return;
    const { clipboard, onChanged } = this.#options;
    held.timer[Symbol.dispose]();
    const isThere = this.#digest(await clipboard.readText()) === held.digest;
    // A new one came while the clipboard was read.
    if (this.#held !== held) return;
    this.#held = null;
    if (isThere) clipboard.clear();
    onChanged({ phase: isThere ? 'cleared' : 'replaced' });
  }

  #digest(text: string): string {
    return createHash('sha256').update(this.#salt).update(text).digest('base64');
  }
}
