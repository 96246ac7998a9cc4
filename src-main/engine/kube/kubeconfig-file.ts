import { isAbsolute, join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type Message, message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import {
  anonymous,
  type ClusterEntry,
  type ContextEntry,
  type ExecEntry,
  type UserEntry,
} from './kubeconfig-entry.ts';

/** What one kubeconfig file says: entries by name, the first of a name winning, as in kubectl. */
export interface KubeconfigFile {
  /** As it is shown, with `~` for the home folder; null for text that lies in no file (pasted, demo). */
  readonly file: string | null;
  readonly currentContext: string | null;
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
}

const text = z.string().nullish();
const flag = z.boolean().nullish();

const Cluster = z.object({
  server: text,
  'certificate-authority-data': text,
  'certificate-authority': text,
  'insecure-skip-tls-verify': flag,
  'tls-server-name': text,
  'proxy-url': text,
  extensions: z.array(z.object({ name: z.string(), extension: z.unknown() })).nullish(),
});

const Exec = z.object({
  apiVersion: z.string(),
  command: z.string().min(1),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  installHint: text,
  provideClusterInfo: flag,
  interactiveMode: z.enum(['Never', 'IfAvailable', 'Always']).nullish(),
});

const User = z.object({
  'client-certificate-data': text,
  'client-certificate': text,
  'client-key-data': text,
  'client-key': text,
  token: text,
  tokenFile: text,
  username: text,
  password: text,
  exec: Exec.nullish(),
  'auth-provider': z
    .object({ name: z.string(), config: z.record(z.string(), z.string()).nullish() })
    .nullish(),
  as: text,
  'as-uid': text,
  'as-groups': z.array(z.string()).nullish(),
  'as-user-extra': z.record(z.string(), z.array(z.string())).nullish(),
});

const Context = z.object({ cluster: text, user: text, namespace: text });

const Kubeconfig = z.object({
  kind: text,
  'current-context': text,
  clusters: z.array(z.object({ name: z.string(), cluster: Cluster.nullish() })).nullish(),
  users: z.array(z.object({ name: z.string(), user: User.nullish() })).nullish(),
  contexts: z.array(z.object({ name: z.string(), context: Context.nullish() })).nullish(),
});

/**
 * Reads a kubeconfig; unknown fields are ignored. Relative paths are taken from `folder`.
 * `named` is how the text is called in messages. Throws `kubeconfigInvalid` naming the line where that is known.
 */
export function parseKubeconfig(
  content: string,
  source: { file: string | null; folder: string | null; named: Message },
): KubeconfigFile {
  const config = parseYaml(content, source.named);
  // Joined only with a folder: pasted text has none, and its relative paths are refused where it is added.
  const absolute = (path: string | null | undefined) =>
    path && source.folder !== null && !isAbsolute(path) ? join(source.folder, path) : path || null;
  return {
    file: source.file,
    currentContext: config['current-context'] || null,
    clusters: firstOfEachName(config.clusters, ({ cluster }) => toCluster(cluster, absolute)),
    users: firstOfEachName(config.users, ({ user }) => toUser(user, absolute)),
    contexts: firstOfEachName(config.contexts, ({ name, context }) => ({
      name,
      cluster: context?.cluster ?? '',
      user: context?.user ?? '',
      namespace: context?.namespace || 'default',
    })),
  };
}

function parseYaml(content: string, named: Message): z.infer<typeof Kubeconfig> {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const fault = document.errors[0];
  if (fault) {
    // Only the parser's sentence: the text around the fault may hold a secret.
    throw invalid(named, lines.linePos(fault.pos[0]).line, fault.message);
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    throw invalid(named, 1, error instanceof Error ? error.message : String(error));
  }
  const parsed = Kubeconfig.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path ?? [];
  const where = path.length === 0 ? 'the file' : path.map(String).join('.');
  throw invalid(named, lineOf(document, path, lines), `${where}: ${issue?.message ?? 'not a kubeconfig'}`);
}

function lineOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
  lines: LineCounter,
): number {
  // The node itself may be missing; the nearest one above it tells the line.
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return lines.linePos(Number(node.range[0])).line;
    }
  }
  return 1;
}

function invalid(kubeconfig: Message, line: number, detail: string): ProblemError {
  return new ProblemError('kubeconfigInvalid', message('kubeconfig.lineInvalid', { kubeconfig, line }), {
    detail: `line ${line}: ${detail}`,
  });
}

function firstOfEachName<T extends { name: string }, R>(
  list: readonly T[] | null | undefined,
  convert: (item: T) => R,
): Map<string, R> {
  const byName = new Map<string, R>();
  for (const item of list ?? []) {
    if (!byName.has(item.name)) byName.set(item.name, convert(item));
  }
  return byName;
}

type Absolute = (path: string | null | undefined) => string | null;

function toCluster(cluster: z.infer<typeof Cluster> | null | undefined, absolute: Absolute): ClusterEntry {
  const caData = cluster?.['certificate-authority-data'] || null;
  return {
    server: (cluster?.server ?? '').trim(),
    caData,
    caFile: caData === null ? absolute(cluster?.['certificate-authority']) : null,
    skipTlsVerify: cluster?.['insecure-skip-tls-verify'] ?? false,
    tlsServerName: cluster?.['tls-server-name'] || null,
    proxyUrl: cluster?.['proxy-url'] || null,
    execConfig:
      cluster?.extensions?.find(({ name }) => name === 'client.authentication.k8s.io/exec')?.extension ??
      null,
  };
}

function toUser(user: z.infer<typeof User> | null | undefined, absolute: Absolute): UserEntry {
  if (!user) return anonymous;
  const certData = user['client-certificate-data'] || null;
  const keyData = user['client-key-data'] || null;
  const provider = user['auth-provider'];
  return {
    certData,
    certFile: certData === null ? absolute(user['client-certificate']) : null,
    keyData,
    keyFile: keyData === null ? absolute(user['client-key']) : null,
    token: user.token || null,
    tokenFile: absolute(user.tokenFile),
    username: user.username || null,
    password: user.password ?? null,
    exec: user.exec ? toExec(user.exec, absolute) : null,
    authProvider: provider ? { name: provider.name, config: provider.config ?? {} } : null,
    impersonate: {
      user: user.as || null,
      uid: user['as-uid'] || null,
      groups: user['as-groups'] ?? [],
      extra: user['as-user-extra'] ?? {},
    },
  };
}

function toExec(exec: z.infer<typeof Exec>, absolute: Absolute): ExecEntry {
  return {
    apiVersion: exec.apiVersion,
    // A bare name is looked up on PATH; anything with a separator belongs to the kubeconfig's folder, as in kubectl.
    command: /[/\\]/.test(exec.command) ? (absolute(exec.command) ?? exec.command) : exec.command,
    args: exec.args ?? [],
    env: exec.env ?? [],
    installHint: exec.installHint || null,
    provideClusterInfo: exec.provideClusterInfo ?? false,
    interactiveMode: exec.interactiveMode ?? 'IfAvailable',
  };
}
