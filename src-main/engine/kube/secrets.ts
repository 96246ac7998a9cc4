import { z } from 'zod';
import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { Credentials, SecretLink } from '../../shared/secret.ts';
import { secretsPath } from './api-paths.ts';
import type { Clusters } from './clusters.ts';

/** Where Secrets are read. */
export interface SecretPlace {
  readonly context: string;
  readonly namespace: string;
}

const Table = z.object({ rows: z.array(z.object({ cells: z.array(z.unknown()) })).nullish() });
const Secret = z.object({ data: z.record(z.string(), z.string()).nullish() });

/** Types that hold no password of an application: tokens of service accounts, Helm's releases. */
const otherTypes = /^(kubernetes\.io\/service-account-token|helm\.sh\/.*)$/;

/** Secrets of clusters, read at the moment they are asked for and kept nowhere. Throws what the API refuses. */
export class Secrets {
  readonly #clusters: Clusters;

  constructor(clusters: Clusters) {
    this.#clusters = clusters;
  }

  /** The names of a namespace's Secrets, as the table that kubectl prints: a list of the objects would hold every value. */
  async names({ context, namespace }: SecretPlace, signal: AbortSignal): Promise<string[]> {
    using cluster = this.#clusters.acquire(context);
    const path = `${secretsPath(namespace)}?includeObject=None`;
    const table = Table.parse(
      await cluster.client.json(path, signal, 'application/json;as=Table;v=v1;g=meta.k8s.io'),
    );
    return (table.rows ?? [])
      .filter(({ cells: [, type] }) => !otherTypes.test(String(type)))
      .map(({ cells: [name] }) => String(name));
  }

  async keys(place: SecretPlace, name: string, signal: AbortSignal): Promise<string[]> {
    // The API tells keys only together with their values: its tables count them, and metadata has none. Here those end.
    return Object.keys(await this.#read(place, name, signal));
  }

  /** Throws `notFound` too where a key is not there, `invalidInput` where what it holds is no text. */
  async credentials(place: SecretPlace, link: SecretLink, signal: AbortSignal): Promise<Credentials> {
    const data = await this.#read(place, link.name, signal);
    const text = (key: string) => textOf(data, link.name, key);
    return { user: link.userKey === null ? null : text(link.userKey), password: text(link.passwordKey) };
  }

  async #read(
    { context, namespace }: SecretPlace,
    name: string,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, string>>> {
    using cluster = this.#clusters.acquire(context);
    const path = `${secretsPath(namespace)}/${encodeURIComponent(name)}`;
    const secret = Secret.safeParse(await cluster.client.json(path, signal));
    // Why it is none could repeat a value.
    if (!secret.success) throw new ProblemError('notFound', message('secret.notThere', { secret: name }));
    return secret.data.data ?? {};
  }
}

function textOf(data: Readonly<Record<string, string>>, secret: string, key: string): string {
  const encoded = Object.hasOwn(data, key) ? data[key] : undefined;
  if (encoded === undefined) throw new ProblemError('notFound', message('secret.noKey', { secret, key }));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64'));
  } catch {
    // Neither the error nor its cause: they could repeat the value.
    throw new ProblemError('invalidInput', message('secret.notText', { secret, key }));
  }
}
