import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Message, message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import type { ClusterEntry, ExecEntry } from './kubeconfig-entry.ts';

/** What a credential plugin gave. Secret. */
export interface PluginCredential {
  readonly token: string | null;
  readonly certificate: string | null;
  readonly key: string | null;
}

export interface ExecPluginOptions {
  readonly context: string;
  readonly exec: ExecEntry;
  readonly cluster: ClusterEntry;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

/** Long enough for a login in the browser (kubelogin gives it 3 minutes), short enough not to hang for ever. */
const pluginTimeoutMs = 180_000;
/** More output than this is no credential. */
const outputLimit = 1_000_000;
/** Credentials are renewed this long before they expire, or a tenth of their life if that is less. */
const renewAheadMs = 30_000;

const Answer = z.object({
  apiVersion: z.string(),
  kind: z.literal('ExecCredential'),
  status: z.object({
    token: z.string().nullish(),
    clientCertificateData: z.string().nullish(),
    clientKeyData: z.string().nullish(),
    expirationTimestamp: z.string().nullish(),
  }),
});

/**
 * A credential plugin of a kubeconfig, run once for any number of waiting requests and again when its credential nears its
 * end or was rejected. In place of client-node's `ExecAuth` (2.0.1), which sets no KUBERNETES_EXEC_INFO, runs once for
 * each waiting request, trusts a credential to its last second and keeps it after a 401.
 */
export class ExecPlugin implements Disposable {
  readonly #options: ExecPluginOptions;
  readonly #closed = new AbortController();
  #running: Promise<PluginCredential> | null = null;
  #cached: { readonly credential: PluginCredential; readonly renewAt: number } | null = null;

  constructor(options: ExecPluginOptions) {
    this.#options = options;
  }

  /** Throws `credentialPluginFailed`. */
  async credential(): Promise<PluginCredential> {
    if (this.#cached && this.#options.clock.now() < this.#cached.renewAt) return this.#cached.credential;
    this.#running ??= this.#run().finally(() => (this.#running = null));
    return this.#running;
  }

  /** The server rejected it: the next request runs the plugin again. */
  invalidate(): void {
    this.#cached = null;
  }

  [Symbol.dispose](): void {
    this.#closed.abort();
  }

  async #run(): Promise<PluginCredential> {
    const { clock } = this.#options;
    const startedAt = clock.now();
    const answer = readAnswer(this.#options, await runPlugin(this.#options, this.#closed.signal));
    const credential = {
      token: answer.token || null,
      certificate: answer.clientCertificateData || null,
      key: answer.clientKeyData || null,
    };
    const expiresAt = answer.expirationTimestamp ? Date.parse(answer.expirationTimestamp) : NaN;
    const ahead = Math.min(renewAheadMs, Math.max(0, expiresAt - startedAt) / 10);
    this.#cached = { credential, renewAt: Number.isNaN(expiresAt) ? Infinity : expiresAt - ahead };
    return credential;
  }
}

function readAnswer(options: ExecPluginOptions, output: string): z.infer<typeof Answer>['status'] {
  const { command: plugin, apiVersion } = options.exec;
  const answer = Answer.safeParse(parseJson(output));
  const { status } = answer.success ? answer.data : {};
  if (
    !answer.success ||
    !status ||
    (!status.token && !(status.clientCertificateData && status.clientKeyData))
  ) {
    throw failed(message('credentials.pluginUnusable', { plugin }));
  }
  if (answer.data.apiVersion !== apiVersion) {
    const answered = answer.data.apiVersion;
    throw failed(message('credentials.pluginVersion', { plugin, answered, expected: apiVersion }));
  }
  return status;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema refuses it with a sentence; the text itself may hold a secret and goes nowhere.
    return null;
  }
}

async function runPlugin(options: ExecPluginOptions, signal: AbortSignal): Promise<string> {
  const { exec, env, context } = options;
  const plugin = exec.command;
  if (exec.interactiveMode === 'Always') {
    throw failed(message('credentials.pluginInteractive', { plugin, context }));
  }
  const info = await execInfo(options);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = spawn(exec.command, exec.args, {
    env: {
      ...env,
      ...Object.fromEntries(exec.env.map(({ name, value }) => [name, value])),
      KUBERNETES_EXEC_INFO: info,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    signal: AbortSignal.any([signal, AbortSignal.timeout(pluginTimeoutMs)]),
  });
  let output = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output = limited(output + chunk)));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaint = limited(complaint + chunk)));
  child.on('error', (error) => reject(startProblem(options, error)));
  child.on('close', (status) => {
    if (status === 0) return resolve(output);
    reject(
      failed(
        message('credentials.pluginFailed', { plugin, context }),
        `exit status ${status ?? 'none'}: ${lastLine(complaint)}`,
      ),
    );
  });
  return promise;
}

/** The ExecCredential that a plugin finds in its environment (client-go `pkg/plugin/client/auth/exec`). */
async function execInfo({ exec, cluster }: ExecPluginOptions): Promise<string> {
  const authority =
    cluster.caFile === null ? cluster.caData : await readFile(cluster.caFile, 'base64').catch(() => null);
  const described = {
    server: cluster.server,
    ...(cluster.tlsServerName === null ? {} : { 'tls-server-name': cluster.tlsServerName }),
    ...(cluster.skipTlsVerify ? { 'insecure-skip-tls-verify': true } : {}),
    ...(authority === null ? {} : { 'certificate-authority-data': authority }),
    ...(cluster.proxyUrl === null ? {} : { 'proxy-url': cluster.proxyUrl }),
    config: cluster.execConfig,
  };
  return JSON.stringify({
    kind: 'ExecCredential',
    apiVersion: exec.apiVersion,
    spec: { ...(exec.provideClusterInfo ? { cluster: described } : {}), interactive: false },
  });
}

function startProblem({ exec, context }: ExecPluginOptions, error: Error): ProblemError {
  const plugin = exec.command;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') {
    return failed(
      message('credentials.pluginMissing', { plugin, context }),
      exec.installHint ?? error.message,
    );
  }
  if (
    error.name === 'AbortError' &&
    error.cause instanceof DOMException &&
    error.cause.name === 'TimeoutError'
  ) {
    const minutes = pluginTimeoutMs / 60_000;
    return failed(message('credentials.pluginSilent', { plugin, context, minutes }));
  }
  return failed(message('credentials.pluginNotRunnable', { plugin, context }), error.message);
}

function failed(words: Message, detail?: string): ProblemError {
  return new ProblemError('credentialPluginFailed', words, detail === undefined ? {} : { detail });
}

function limited(text: string): string {
  return text.length > outputLimit ? text.slice(-outputLimit) : text;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
