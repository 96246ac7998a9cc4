import { constants, createInflate, type Inflate } from 'node:zlib';

import { headerDictionary } from './header-dictionary.ts';

/** Unpacks the header blocks of one connection: they are pieces of one zlib stream, flushed after each block. */
export class HeaderInflater {
  readonly #inflate: Inflate;
  #output: Buffer[] = [];

  constructor() {
    this.#inflate = createInflate({ dictionary: headerDictionary(), flush: constants.Z_SYNC_FLUSH });
    this.#inflate.on('data', (chunk: Buffer) => this.#output.push(chunk));
  }

  /** Rejects for what is not zlib. */
  async inflate(block: Buffer): Promise<Buffer> {
    await new Promise<void>((resolve, reject) => {
      this.#inflate.once('error', reject);
      this.#inflate.write(block, () => {
        this.#inflate.off('error', reject);
        resolve();
      });
    });
    const result = Buffer.concat(this.#output);
    this.#output = [];
    return result;
  }

  [Symbol.dispose](): void {
    this.#inflate.on('error', () => undefined);
    this.#inflate.destroy();
  }
}
