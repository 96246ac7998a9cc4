import type { ForwardId } from '../../src-main/shared/forward.ts';
import type { Client } from '../client.ts';
import { t } from '../language.svelte.ts';
import type { Announcements } from './announcements.svelte.ts';

/** Until when a secret that was copied here is on the clipboard. */
export class SecretClipboardState {
  /** The forward whose secret was copied last. */
  owner = $state.raw<ForwardId | null>(null);
  #until = $state.raw<number | null>(null);

  constructor(client: Client, announcements: Announcements) {
    client.on('secret.clipboard', (state) => {
      this.#until = state.phase === 'held' ? state.until : null;
      const text = t(state.phase === 'held' ? 'secret.copied' : `secret.${state.phase}`);
      announcements.announce('secret', text);
    });
  }

  /** Null while there is none. */
  secondsLeft(now: number): number | null {
    return this.#until === null ? null : Math.max(0, Math.ceil((this.#until - now) / 1_000));
  }
}
