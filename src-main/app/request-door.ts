import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import type { Reply } from '../shared/api.ts';

/** Answers requests, and refuses what another page asks. */
export interface Answerer {
  answer(name: unknown, input: unknown): Promise<Reply<unknown>>;
  refuse(): Reply<unknown>;
}

/**
 * The one channel of requests, open before there is anybody to answer: the page is loaded while the engine is, and what
 * it asks meanwhile waits.
 */
export class RequestDoor implements Disposable {
  readonly #ipc: Pick<IpcMain, 'handle' | 'removeHandler'>;
  readonly #answerer = Promise.withResolvers<Answerer>();

  /** `isTrusted`: whether a message may be heard at all; asked at once, before anything of it is looked at. */
  constructor(
    ipc: Pick<IpcMain, 'handle' | 'removeHandler'>,
    isTrusted: (event: IpcMainInvokeEvent) => boolean,
  ) {
    this.#ipc = ipc;
    ipc.handle('request', async (event, name: unknown, input: unknown) => {
      const trusted = isTrusted(event);
      const answerer = await this.#answerer.promise;
      return trusted ? answerer.answer(name, input) : answerer.refuse();
    });
  }

  /** From now on requests are answered, beginning with those that wait. */
  open(answerer: Answerer): void {
    this.#answerer.resolve(answerer);
  }

  [Symbol.dispose](): void {
    this.#ipc.removeHandler('request');
  }
}
