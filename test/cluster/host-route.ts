import { nodeAddress } from './addresses.ts';
import { runCommand } from './command.ts';

/** While it lives, this machine reaches an address through the node, as a router outside of the cluster would arrange it. */
export class HostRoute implements AsyncDisposable {
  readonly #address: string;

  private constructor(address: string) {
    this.#address = address;
  }

  /** Needs root, and our own cluster. */
  static async add(address: string): Promise<HostRoute> {
    // In place of one that a killed run has left.
    await runCommand('ip', ['route', 'replace', `${address}/32`, 'via', nodeAddress]);
    return new HostRoute(address);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await runCommand('ip', ['route', 'delete', `${this.#address}/32`, 'via', nodeAddress]);
  }
}
