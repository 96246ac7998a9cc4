import { runCommand } from './command.ts';
import type { Manifest } from './manifests.ts';

/** The parts of a kubeconfig that are carried over; credentials stay as they are. */
export interface Kubeconfig {
  readonly 'current-context': string;
  readonly clusters: readonly { readonly name: string; readonly cluster: { readonly server: string } }[];
  readonly users: readonly { readonly name: string; readonly user: Readonly<Record<string, unknown>> }[];
}

/** The kubectl built with the cluster, bound to one kubeconfig: the judge in tests. */
export class Kubectl {
  readonly path: string;
  readonly #options: readonly string[];

  constructor(path: string, kubeconfigPath: string, context?: string) {
    this.path = path;
    this.#options = [
      `--kubeconfig=${kubeconfigPath}`,
      ...(context === undefined ? [] : [`--context=${context}`]),
    ];
  }

  /** The arguments of a command as they have to be given to `path`, for callers that spawn it themselves. */
  argsOf(args: readonly string[]): readonly string[] {
    return [...this.#options, ...args];
  }

  /** Runs kubectl to its end and returns what it prints; throws CommandError with its words. */
  async run(args: readonly string[], input?: string): Promise<string> {
    return await runCommand(this.path, this.argsOf(args), input === undefined ? {} : { input });
  }

  /** The kubeconfig to which it is bound, with its credentials. */
  async kubeconfig(): Promise<Kubeconfig> {
    return JSON.parse(await this.run(['config', 'view', '--raw', '--output=json'])) as Kubeconfig;
  }

  /** Creates or changes the objects. */
  async apply(manifests: readonly Manifest[]): Promise<void> {
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests });
    await this.run(['apply', '--server-side', '--force-conflicts', '--filename=-'], list);
  }
}
