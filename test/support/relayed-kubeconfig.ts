import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NetworkPath } from './network-path.ts';

/** A kubeconfig whose server is reached by a path that a test can break. */
export class RelayedKubeconfig implements AsyncDisposable {
  readonly file: string;
  readonly path: NetworkPath;
  readonly #stack: AsyncDisposableStack;

  private constructor(file: string, path: NetworkPath, stack: AsyncDisposableStack) {
    this.file = file;
    this.path = path;
    this.#stack = stack;
  }

  static async open(kubeconfigPath: string): Promise<RelayedKubeconfig> {
    await using stack = new AsyncDisposableStack();
    const kubeconfig = await readFile(kubeconfigPath, 'utf8');
    const server = /https:\/\/\S+/.exec(kubeconfig)?.[0] ?? '';
    const path = stack.use(await NetworkPath.start(new URL(server)));
    const folder = await mkdtemp(join(tmpdir(), 'portolan-relayed-'));
    stack.defer(() => rm(folder, { recursive: true }));
    const file = join(folder, 'kubeconfig.yaml');
    // Both clusters have certificates for the loopback address.
    await writeFile(file, kubeconfig.replace(server, `https://[::1]:${path.port}`), { mode: 0o600 });
    return new RelayedKubeconfig(file, path, stack.move());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}
