import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src-main/engine/clock.ts';
import { Catalogs } from '../../../src-main/engine/kube/catalogs.ts';
import { Clusters } from '../../../src-main/engine/kube/clusters.ts';
import { KubeContexts } from '../../../src-main/engine/kube/kube-contexts.ts';
import type { PodEndpoint, PodSource, PodSourceState } from '../../../src-main/engine/kube/pod-source.ts';
import { PodSources } from '../../../src-main/engine/kube/pod-sources.ts';
import type { Log } from '../../../src-main/engine/log.ts';
import { MemorySecretStore, type SecretStore } from '../../../src-main/engine/secret-store.ts';
import type { Listen } from '../../../src-main/shared/emitter.ts';
import type { Problem } from '../../../src-main/shared/problem.ts';

export interface BenchOptions {
  /** A path, or null for what `env` says. */
  readonly kubeconfig?: string | null;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly dataDir?: string | null;
  readonly secrets?: SecretStore;
}

/** What an engine has of Kubernetes, wired as it does it, with everything that was logged and noticed. */
export interface KubeBench extends AsyncDisposable {
  readonly contexts: KubeContexts;
  readonly clusters: Clusters;
  readonly pods: PodSources;
  readonly catalogs: Catalogs;
  readonly notices: Problem[];
  readonly logged: string[];
}

export async function openBench(options: BenchOptions = {}): Promise<KubeBench> {
  const { kubeconfig = null, env = {}, dataDir = null, secrets = new MemorySecretStore() } = options;
  const notices: Problem[] = [];
  const logged: string[] = [];
  const keep = (line: string) => void logged.push(line);
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
  const contexts = await KubeContexts.open({
    kubeconfig,
    env,
    dataDir,
    secrets,
    notices: (problem) => notices.push(problem),
    log,
  });
  const clusters = new Clusters({ contexts, env: { ...process.env, ...env }, clock: systemClock, log });
  return {
    contexts,
    clusters,
    pods: new PodSources(clusters, systemClock, log),
    catalogs: new Catalogs(clusters, log),
    notices,
    logged,
    [Symbol.asyncDispose]: async () => {
      await clusters[Symbol.asyncDispose]();
      await contexts[Symbol.asyncDispose]();
    },
  };
}

/** A folder of its own that goes with the test. */
export async function testFolder(): Promise<{
  readonly path: string;
  write(name: string, text: string): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), 'portolan-kube-'));
  return {
    path,
    write: async (name, text) => {
      await writeFile(join(path, name), text);
      return join(path, name);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** The first value, now or told later, that passes. Fails after `withinMs` with what was seen last. */
export async function until<T>(
  now: () => T,
  changed: Listen<never> | Listen<unknown>,
  passes: (value: T) => boolean,
  withinMs = 10_000,
): Promise<T> {
  if (passes(now())) return now();
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const stop = (changed as Listen<unknown>)(() => {
    if (passes(now())) resolve(now());
  });
  const timer = setTimeout(
    () => reject(new Error(`Not within ${withinMs} ms; last seen: ${JSON.stringify(now())}`)),
    withinMs,
  );
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    stop();
  }
}

/** The source's state once it is ready with another pod than `before`. */
export async function readyPod(source: PodSource, before: string | null = null): Promise<string> {
  const state = await until(
    () => source.state,
    source.onChanged,
    (now) => now?.kind === 'ready' && now.endpoints[0].pod.name !== before,
  );
  return state?.kind === 'ready' ? state.endpoints[0].pod.name : '';
}

/** The first endpoint that the source offers, now or within the time. */
export async function readyEndpoint(source: PodSource, withinMs = 5_000): Promise<PodEndpoint> {
  const state = await until(
    () => source.state,
    source.onChanged,
    (now) => now?.kind === 'ready',
    withinMs,
  );
  if (state?.kind !== 'ready') throw new Error('unreachable');
  return state.endpoints[0];
}

/** The first problem that passes. */
export async function problemOfSource(
  source: PodSource,
  passes: (problem: Problem) => boolean = () => true,
): Promise<Problem> {
  const state = await until(
    () => source.state,
    source.onChanged,
    (now: PodSourceState | null) => now?.kind === 'none' && passes(now.problem),
  );
  if (state?.kind !== 'none') throw new Error('unreachable');
  return state.problem;
}
