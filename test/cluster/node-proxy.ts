import { mkdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { nodeAddress } from './addresses.ts';
import { DetachedProcess } from './detached-process.ts';
import { inNode, nodeShare } from './node-namespace.ts';
import { poll } from './poll.ts';
import { folders } from './work-folder.ts';

export interface NodeProxyOptions {
  /** One proxy at a time has it. */
  readonly name: string;
  /** Given the folder of `files`, as the proxy sees it. */
  readonly configuration: (folder: string) => string;
  /** By name: certificates with their keys. */
  readonly files?: Readonly<Record<string, string>>;
  /** A port of the node on which it listens once it is up. */
  readonly port: number;
}

/** HAProxy in the network of the node, as a program that serves Ingresses or gateways runs there. */
export class NodeProxy implements AsyncDisposable {
  readonly #process: DetachedProcess;
  readonly #folder: string;

  private constructor(name: string) {
    this.#process = new DetachedProcess(name);
    this.#folder = join(folders.share, name);
  }

  /** Resolves once it takes connections; in place of one that a killed run has left. */
  static async start({ name, configuration, files = {}, port }: NodeProxyOptions): Promise<NodeProxy> {
    const proxy = new NodeProxy(name);
    await proxy[Symbol.asyncDispose]();
    await mkdir(proxy.#folder, { recursive: true });
    const inside = `${nodeShare}/${name}`;
    const all = { ...files, 'haproxy.cfg': configuration(inside) };
    for (const [file, text] of Object.entries(all))
      await writeFile(join(proxy.#folder, file), text, { mode: 0o600 });
    await proxy.#process.start(...inNode('node', 'haproxy', ['-db', '-f', `${inside}/haproxy.cfg`]));
    const isUp = await poll(10_000, async () => {
      if (proxy.#process.running === undefined) return false;
      return (await isListening(port)) || undefined;
    });
    if (isUp !== true) {
      const log = proxy.#process.lastLogLines;
      await proxy[Symbol.asyncDispose]();
      throw new Error(`HAProxy does not listen on port ${String(port)}:\n${log}`);
    }
    return proxy;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process.stop('SIGKILL', 'inner');
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function isListening(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, nodeAddress);
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  return await promise.finally(() => socket.destroy());
}
