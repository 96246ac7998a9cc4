import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { message } from '../../shared/language/message.ts';
import { newProblem, type Problem, ProblemError, problemOf } from '../../shared/problem.ts';
import { type KubeconfigFile, parseKubeconfig } from './kubeconfig-file.ts';
import type { KubeconfigPaths } from './kubeconfig-paths.ts';
import { shownPath } from './shown-path.ts';

/** The kubeconfig files of this computer: the last readable state of each, in kubectl's order. */
export class KubeconfigFiles {
  readonly #paths: KubeconfigPaths;
  readonly #home: string;
  readonly #onProblem: (problem: Problem) => void;
  readonly #known = new Map<string, { readonly text: string; readonly parsed: KubeconfigFile | null }>();
  #isMissingTold = false;

  constructor(paths: KubeconfigPaths, home: string, onProblem: (problem: Problem) => void) {
    this.#paths = paths;
    this.#home = home;
    this.#onProblem = onProblem;
  }

  /** Reads what changed. A file that cannot be understood keeps its last good state and is told to `onProblem` once. */
  async read(): Promise<KubeconfigFile[]> {
    for (const path of this.#paths.paths) await this.#readOne(path);
    return this.#paths.paths.flatMap((path) => this.#known.get(path)?.parsed ?? []);
  }

  async #readOne(path: string): Promise<void> {
    const known = this.#known.get(path);
    try {
      const text = await readFile(path, 'utf8');
      if (text === known?.text) return;
      this.#known.set(path, { text, parsed: known?.parsed ?? null });
      const named = message('kubeconfig.ofFile', { path });
      this.#known.set(path, {
        text,
        parsed: parseKubeconfig(text, { file: shownPath(path, this.#home), folder: dirname(path), named }),
      });
    } catch (error) {
      this.#afterFault(path, error);
    }
  }

  #afterFault(path: string, error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      this.#known.delete(path);
      // kubectl, too, skips missing files unless one was named by --kubeconfig.
      if (!this.#paths.isExplicit || this.#isMissingTold) return;
      this.#isMissingTold = true;
      return this.#onProblem(newProblem('kubeconfigInvalid', message('kubeconfig.missing', { path })));
    }
    if (error instanceof ProblemError) return this.#onProblem(error.problem);
    if (code === undefined) return this.#onProblem(problemOf(error));
    this.#onProblem(newProblem('kubeconfigInvalid', message('kubeconfig.unreadable', { path, code })));
  }
}
