import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Only root may give a computer addresses, and `ip` is Linux' way. */
export const canComeAndGo = process.platform === 'linux' && process.getuid?.() === 0;

/** An address that this computer has at the test's word, as it has a VPN's. It leads nowhere else. */
export class PassingAddress implements AsyncDisposable {
  readonly address: string;
  #isThere = false;

  /** Addresses of 198.18.0.0/15 are for tests (RFC 2544) and nobody's here. */
  constructor(address: string) {
    this.address = address;
  }

  async come(): Promise<void> {
    await this.#change('replace');
    this.#isThere = true;
  }

  async go(): Promise<void> {
    await this.#change('del');
    this.#isThere = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isThere) await this.go();
  }

  async #change(how: 'replace' | 'del'): Promise<void> {
    await promisify(execFile)('ip', ['address', how, `${this.address}/32`, 'dev', 'lo']);
  }
}
