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
  #clusters: readonly SavedCluster[];
  /** Those whose secrets do not outlive this run: they are not in the file. */
  readonly #passing = new Set<string>();
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
        kept = await this.#keep(info.name, JSON.stringify(secret));
      }
      this.#removed.delete(info.name);
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
    const place = this.#clusters.findIndex((one) => one.context === context);
    const saved = this.#clusters[place];
    if (saved === undefined) return;
    this.#clusters = this.#clusters.toSpliced(place, 1);
    // Before the keychain is asked, which a person may leave without an answer.
    await this.#save();
    const secret = saved.hasSecret ? await this.#secrets.get(secretName(context)) : null;
    this.#removed.set(context, { saved, place, secret });
    if (saved.hasSecret) await this.#secrets.delete(secretName(context));
  }

  /** Throws `notFound` where none was removed under this name, or another has it meanwhile. */
  async undoRemove(context: string): Promise<void> {
    const removed = this.#removed.get(context);
    if (removed === undefined || this.has(context)) {
      throw new ProblemError('notFound', message('cluster.contextNotBack', { context }));
    }
    const { saved, place, secret } = removed;
    // Once, however often it is asked for while the keychain takes its time.
    this.#removed.delete(context);
    try {
      if (secret !== null) await this.#keep(context, secret);
    } catch (error) {
      this.#removed.set(context, removed);
      throw error;
    }
    this.#clusters = this.#clusters.toSpliced(place, 0, saved);
    await this.#save();
  }

  /** Puts a secret where it lasts the longest. */
  async #keep(context: string, secret: string): Promise<'keychain' | 'memory'> {
    await this.#secrets.set(secretName(context), secret);
    if (!this.#secrets.persistent) {
      this.#passing.add(context);
      return 'memory';
    }
    this.#passing.delete(context);
    return 'keychain';
  }

  async #save(): Promise<void> {
    const clusters = this.#clusters.filter(({ context }) => !this.#passing.has(context));
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
