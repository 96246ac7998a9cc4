import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

import { provideBinaries } from '../cluster/binaries.ts';

/** The kubectl of this machine, or the one that is built with the real cluster. */
export async function findKubectl(): Promise<string> {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, process.platform === 'win32' ? 'kubectl.exe' : 'kubectl'))
    .find((file) => existsSync(file));
  return onPath ?? join((await provideBinaries()).cluster.folder, 'kubectl');
}

/** What kubectl prints; rejects with its error. */
export async function runKubectl(
  kubectl: string,
  kubeconfigPath: string,
  args: readonly string[],
): Promise<string> {
  const { stdout } = await promisify(execFile)(kubectl, [`--kubeconfig=${kubeconfigPath}`, ...args]);
  return stdout;
}

/** A running `kubectl port-forward`. */
export class KubectlForward implements AsyncDisposable {
  readonly port: number;
  /** Resolves when kubectl has ended, by itself or with the test. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcessByStdio<null, Readable, null>;

  private constructor(child: ChildProcessByStdio<null, Readable, null>, port: number) {
    this.#child = child;
    this.port = port;
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /** Resolves when kubectl says that it listens. */
  static async start(
    kubectl: string,
    kubeconfigPath: string,
    webSockets: boolean,
    args: readonly string[],
  ): Promise<KubectlForward> {
    const child = spawn(
      kubectl,
      [`--kubeconfig=${kubeconfigPath}`, 'port-forward', '--address=127.0.0.1', ...args],
      {
        env: { ...process.env, KUBECTL_PORT_FORWARD_WEBSOCKETS: String(webSockets) },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    for await (const line of createInterface({ input: child.stdout })) {
      const port = /^Forwarding from 127\.0\.0\.1:(\d+) -> /.exec(line)?.[1];
      if (port === undefined) continue;
      child.stdout.resume();
      return new KubectlForward(child, Number(port));
    }
    throw new Error('kubectl port-forward ended without a port.');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // It ends by itself when it loses the pod.
    if (this.#child.exitCode !== null) return;
    this.#child.kill();
    await this.ended;
  }
}
