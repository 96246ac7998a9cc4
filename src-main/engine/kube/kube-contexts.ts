import type { AddedCluster, NewCluster } from '../../shared/api.ts';
import type { ContextInfo } from '../../shared/catalog.ts';
import { Emitter, type Listen } from '../../shared/emitter.ts';
import { message } from '../../shared/language/message.ts';
import { newProblem, type Problem, ProblemError } from '../../shared/problem.ts';
import { systemClock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { SecretStore } from '../secret-store.ts';
import { AddedClusters } from './added-clusters.ts';
import { FileWatch } from './file-watch.ts';
import type { ContextAccess } from './kubeconfig-entry.ts';
import { type KubeconfigFile, parseKubeconfig } from './kubeconfig-file.ts';
import { KubeconfigFiles } from './kubeconfig-files.ts';
import { homeFolder, kubeconfigPaths } from './kubeconfig-paths.ts';
import { type MergedContext, mergeKubeconfigs } from './kubeconfig.ts';
import { contextsOf, freeName } from './new-cluster.ts';
import { shownPath } from './shown-path.ts';

export interface KubeContextsOptions {
  /** `--kubeconfig`; null for kubectl's rules. */
  readonly kubeconfig: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string | null;
  readonly secrets: SecretStore;
  readonly notices: (problem: Problem) => void;
  readonly log: Log;
}

/** A context of any source, and what tells whether it changed. */
interface KnownContext {
  readonly info: ContextInfo;
  readonly fingerprint: string;
  readonly access: () => Promise<ContextAccess>;
}

/** All contexts: those of the kubeconfig files, kept true while the files change, those added in the window, and the demo's. */
export class KubeContexts implements AsyncDisposable {
  readonly #options: KubeContextsOptions;
  /** The kubeconfig files that are read, also those that are not there, as a person knows them. */
  readonly kubeconfigs: readonly string[];
  readonly #added: AddedClusters;
  readonly #files: KubeconfigFiles;
  readonly #watch: FileWatch;
  /** What `--kubeconfig` named; null where kubectl reads the same files by itself. */
  readonly #unusualKubeconfig: string | null;
  readonly #changed = new Emitter<readonly ContextInfo[]>();
  readonly #accessChanged = new Emitter<string>();
  #fromFiles: readonly KubeconfigFile[] = [];
  #demo: KubeconfigFile | null = null;
  #known = new Map<string, KnownContext>();
  #reading: Promise<void> = Promise.resolve();

  /** Reads everything once; trouble with files goes to `notices`, none is thrown. */
  static async open(options: KubeContextsOptions): Promise<KubeContexts> {
    const added = await AddedClusters.open({
      dataDir: options.dataDir,
      secrets: options.secrets,
      onProblem: options.notices,
    });
    const contexts = new KubeContexts(options, added);
    await contexts.#watch.arm();
    await contexts.#read();
    return contexts;
  }

  private constructor(options: KubeContextsOptions, added: AddedClusters) {
    this.#options = options;
    this.#added = added;
    const paths = kubeconfigPaths(options.kubeconfig, options.env);
    this.#unusualKubeconfig = paths.isExplicit ? (paths.paths[0] ?? null) : null;
    const home = homeFolder(options.env);
    this.kubeconfigs = paths.paths.map((path) => shownPath(path, home));
    this.#files = new KubeconfigFiles(paths, home, options.notices);
    this.#watch = new FileWatch({
      paths: paths.paths,
      clock: systemClock,
      changed: () => {
        this.#reading = this.#reading.then(async () => {
          await this.#watch.arm();
          await this.#read();
        });
      },
    });
  }

  readonly onChanged: Listen<readonly ContextInfo[]> = this.#changed.listen;
  /** Told the name of a context that now leads elsewhere, as someone else, nowhere, or somewhere again. */
  readonly onAccessChanged: Listen<string> = this.#accessChanged.listen;

  list(): readonly ContextInfo[] {
    return [...this.#known.values()].map(({ info }) => info);
  }

  /** How a context is reached. Throws `contextMissing`, `kubeconfigInvalid` or `unauthorized`. */
  async access(context: string): Promise<ContextAccess> {
    const known = this.#known.get(context);
    if (known !== undefined) return known.access();
    throw new ProblemError('contextMissing', message('cluster.contextGone', { context }));
  }

  /**
   * The built-in demo's kubeconfig, in memory; replaces what the demo gave before.
   * Returns the context's name, which has a number where a kubeconfig already has a `demo`.
   */
  provide(_source: 'demo', kubeconfig: string): string {
    this.#demo = parseKubeconfig(kubeconfig, { file: null, folder: null, named: message('kubeconfig.demo') });
    this.#update();
    const context = this.list().find(({ source }) => source === 'demo');
    return context?.name ?? 'demo';
  }

  /** Throws `invalidInput` or `kubeconfigInvalid`; nothing is added then. */
  async add(cluster: NewCluster): Promise<AddedCluster> {
    const contexts = contextsOf(cluster, (name) => this.#known.has(name));
    const added = await this.#added.add(contexts);
    this.#options.log.info(`added ${added.contexts.join(', ')}`);
    this.#update();
    return added;
  }

  /** Throws `notFound` for a context that was not added in the window. */
  async remove(context: string): Promise<void> {
    if (!this.#added.has(context)) {
      throw new ProblemError('notFound', message('cluster.contextNotAdded', { context }));
    }
    await this.#added.remove(context);
    this.#update();
  }

  /** Brings back one that was removed in this run. Throws `notFound`, also where another has its name meanwhile. */
  async undoRemove(context: string): Promise<void> {
    await this.#added.undoRemove(context);
    this.#update();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#watch[Symbol.dispose]();
    await this.#reading;
    this.#changed[Symbol.dispose]();
    this.#accessChanged[Symbol.dispose]();
  }

  async #read(): Promise<void> {
    this.#fromFiles = await this.#files.read();
    this.#update();
  }

  #update(): void {
    const before = this.#known;
    this.#known = this.#merge();
    const names = new Set([...before.keys(), ...this.#known.keys()]);
    const moved = [...names].filter(
      (name) => before.get(name)?.fingerprint !== this.#known.get(name)?.fingerprint,
    );
    const shown = (known: Map<string, KnownContext>) =>
      JSON.stringify([...known.values()].map(({ info }) => info));
    if (shown(before) !== shown(this.#known)) this.#changed.emit(this.list());
    for (const name of moved) this.#accessChanged.emit(name);
  }

  #merge(): Map<string, KnownContext> {
    const known = new Map<string, KnownContext>();
    const kubeconfig = this.#unusualKubeconfig;
    for (const { info, access } of mergeKubeconfigs(this.#fromFiles, 'kubeconfig')) {
      known.set(info.name, knownContext({ info: { ...info, kubeconfig }, access }));
    }
    for (const { info, fingerprint } of this.#added.list()) {
      if (known.has(info.name)) continue;
      known.set(info.name, { info, fingerprint, access: () => this.#added.access(info.name) });
    }
    for (const context of this.#demo === null ? [] : mergeKubeconfigs([this.#demo], 'demo')) {
      const name = freeName(context.info.name, (word) => known.has(word));
      known.set(name, knownContext({ ...context, info: { ...context.info, name, current: false } }));
    }
    return known;
  }
}

function knownContext({ info, access }: MergedContext): KnownContext {
  return {
    info,
    fingerprint: JSON.stringify([access, info.problem]),
    access: () => {
      if (access !== null) return Promise.resolve({ ...access, context: info.name });
      const unusable = message('cluster.contextUnusable', { context: info.name });
      const problem = info.problem ?? newProblem('kubeconfigInvalid', unusable);
      return Promise.reject(ProblemError.of(problem));
    },
  };
}
