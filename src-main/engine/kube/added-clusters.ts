import { join } from 'node:path';
import { z } from 'zod';
import type { AddedCluster } from '../../shared/api.ts';
import type { ContextInfo } from '../../shared/catalog.ts';
import { message } from '../../shared/language/message.ts';
import { type Problem, ProblemError } from '../../shared/problem.ts';
import type { SecretStore } from '../secret-store.ts';
import { JsonFile } from '../store/json-file.ts';
import { anonymous, type ContextAccess, type UserEntry } from './kubeconfig-entry.ts';

const SavedCluster = z.object({
  context: z.string(),
  namespace: z.string(),
  user: z.string(),
  /** True where the user's part lies in the secret store. */
  hasSecret: z.boolean(),
  cluster: z.object({
    server: z.string(),
    caData: z.string().nullable(),
    caFile: z.string().nullable(),
    skipTlsVerify: z.boolean(),
    tlsServerName: z.string().nullable(),
    proxyUrl: z.string().nullable(),
    execConfig: z.unknown(),
  }),
});
type SavedCluster = z.infer<typeof SavedCluster>;

const ClustersFile = z.object({ version: z.literal(1), clusters: z.array(SavedCluster) });
type ClustersFile = z.infer<typeof ClustersFile>;

/** What was removed, as long as this run may bring it back. */
interface RemovedCluster {
  readonly saved: SavedCluster;
  readonly place: number;
  readonly secret: string | null;
}

/** A context to be added, under its final name. */
export interface NewContext {
  readonly info: ContextInfo;
  readonly access: ContextAccess;
}

/** Clusters added in the window: what is public in a file, each user's whole entry in the secret store. */
export class AddedClusters {
  readonly #file: JsonFile<ClustersFile>;
  readonly #secrets: SecretStore;
  /** In use now; those whose secrets do not outlive this run are not in the file. */
  #clusters: readonly SavedCluster[];
  /** Rises when a secret is replaced, so that a context added again under its old name counts as changed. */
  readonly #editions = new Map<string, number>();
  readonly #removed = new Map<string, RemovedCluster>();

  static async open(options: {
    dataDir: string | null;
    secrets: SecretStore;
    onProblem: (problem: Problem) => void;
  }): Promise<AddedClusters> {
    const file = await JsonFile.open<ClustersFile>({
      path: options.dataDir === null ? null : join(options.dataDir, 'clusters.json'),
      schema: ClustersFile,
      empty: { version: 1, clusters: [] },
      onProblem: options.onProblem,
    });
    return new AddedClusters(file, options.secrets);
  }

  private constructor(file: JsonFile<ClustersFile>, secrets: SecretStore) {
    this.#file = file;
    this.#secrets = secrets;
    this.#clusters = file.value.clusters;
  }

  /** `fingerprint` differs whenever a context leads elsewhere or as someone else. */
  list(): readonly { readonly info: ContextInfo; readonly fingerprint: string }[] {
    return this.#clusters.map((saved) => ({
      info: {
        name: saved.context,
        server: saved.cluster.server,
        user: saved.user,
        namespace: saved.namespace,
        source: 'added',
        file: null,
        kubeconfig: null,
        current: false,
        problem: null,
      },
      fingerprint: JSON.stringify([saved, this.#editions.get(saved.context) ?? 0]),
    }));
  }

  has(context: string): boolean {
    return this.#clusters.some((saved) => saved.context === context);
  }

  /** Reads the secret, which may ask the person; throws `contextMissing` or `unauthorized`. */
  async access(context: string): Promise<ContextAccess> {
    const saved = this.#clusters.find((one) => one.context === context);
    if (saved === undefined) {
      throw new ProblemError('contextMissing', message('cluster.contextRemoved', { context }));
    }
    const secret = saved.hasSecret ? await this.#secret(context) : null;
    const proxyUrl = secret?.proxyUrl ?? saved.cluster.proxyUrl;
    return {
      context,
      source: 'added',
      cluster: { ...saved.cluster, proxyUrl },
      user: secret?.user ?? anonymous,
    };
  }

  async add(contexts: readonly NewContext[]): Promise<AddedCluster> {
    let kept: AddedCluster['secrets'] = 'none';
    const added: SavedCluster[] = [];
    for (const { info, access } of contexts) {
      const { proxyUrl } = access.cluster;
      const openProxyUrl = proxyUrl === null ? null : withoutLogin(proxyUrl);
      const hasSecret =
        JSON.stringify(access.user) !== JSON.stringify(anonymous) || openProxyUrl !== proxyUrl;
      if (hasSecret) {
        const secret = openProxyUrl === proxyUrl ? access.user : { ...access.user, proxyUrl };
        await this.#secrets.set(secretName(info.name), JSON.stringify(secret));
        kept = this.#secrets.persistent ? 'keychain' : 'memory';
      }
      this.#editions.set(info.name, (this.#editions.get(info.name) ?? 0) + 1);
      added.push({
        context: info.name,
        namespace: info.namespace,
        user: info.user,
        hasSecret,
        // The shown server: an address with a password in it loses it here.
        cluster: { ...access.cluster, server: info.server, proxyUrl: openProxyUrl },
      });
    }
    this.#clusters = [...this.#clusters, ...added];
    await this.#save();
    return { contexts: contexts.map(({ info }) => info.name), secrets: kept };
  }

  /** Takes it out of the file and its secret out of the store; both are remembered in memory, for an undo. */
  async remove(context: string): Promise<void> {
    const secret = await this.#secrets.get(secretName(context));
    const place = this.#clusters.findIndex((one) => one.context === context);
    const saved = this.#clusters[place];
    if (saved === undefined) return;
    this.#removed.set(context, { saved, place, secret });
    this.#clusters = this.#clusters.toSpliced(place, 1);
    await this.#save();
    await this.#secrets.delete(secretName(context));
  }

  /** Throws `notFound` where none was removed under this name, or another has it meanwhile. */
  async undoRemove(context: string): Promise<void> {
    const removed = this.#removed.get(context);
    if (removed === undefined || this.has(context)) {
      throw new ProblemError('notFound', message('cluster.contextNotBack', { context }));
    }
    const { saved, place, secret } = removed;
    if (secret !== null) await this.#secrets.set(secretName(context), secret);
    this.#clusters = this.#clusters.toSpliced(place, 0, saved);
    await this.#save();
    this.#removed.delete(context);
  }

  async #save(): Promise<void> {
    const clusters = this.#clusters.filter((saved) => this.#secrets.persistent || !saved.hasSecret);
    await this.#file.write({ version: 1, clusters });
  }

  async #secret(context: string): Promise<{ user: UserEntry; proxyUrl: string | null }> {
    const secret = await this.#secrets.get(secretName(context));
    if (secret === null) {
      throw new ProblemError('unauthorized', message('credentials.notInKeychain', { context }));
    }
    // Written by `add` alone, as a whole entry.
    const { proxyUrl = null, ...user } = JSON.parse(secret) as UserEntry & { proxyUrl?: string };
    return { user, proxyUrl };
  }
}

/** What may stand in a file that others can read. */
function withoutLogin(proxyUrl: string): string {
  const url = new URL(proxyUrl);
  if (url.username === '' && url.password === '') return proxyUrl;
  url.username = '';
  url.password = '';
  return url.href;
}

function secretName(context: string): string {
  return `cluster/${context}`;
}
