import { homedir } from 'node:os';
import { join } from 'node:path';
import { startDemoCluster } from '../demo/demo-cluster.ts';
import { systemClock } from '../engine/clock.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { silentLog } from '../engine/log.ts';
import { MemorySecretStore } from '../engine/secret-store.ts';
import type { ContextInfo } from '../shared/catalog.ts';
import { ProblemError } from '../shared/problem.ts';
import { appDataFolder } from './app-data-folder.ts';
import type { Place } from './arguments.ts';

/** An engine for one command. */
export interface OpenEngine extends AsyncDisposable {
  readonly engine: Engine;
  /** The context that the command is about. */
  readonly context: ContextInfo;
}

/**
 * Starts the engine on the chosen context; `demo` starts the built-in cluster where the kubeconfig has no such context.
 * `warn` hears of files that could not be read. Throws `contextMissing` or `kubeconfigInvalid`.
 */
export async function openEngine(place: Place, warn: (message: string) => void): Promise<OpenEngine> {
  await using building = new AsyncDisposableStack();
  const engine = await createEngine({
    kubeconfig: place.kubeconfig,
    env: process.env,
    dataDir: null,
    productionFile: join(appDataFolder(process.platform, process.env, homedir()), 'production.json'),
    secrets: new MemorySecretStore(),
    log: silentLog,
    clock: systemClock,
  });
  if (place.context === 'demo' && !engine.contexts.list().some(({ name }) => name === 'demo')) {
    const demo = building.use(await startDemoCluster());
    engine.contexts.provide('demo', demo.kubeconfig);
  }
  building.use(engine);
  const context = chooseContext(engine, place.context);
  for (const { problem } of engine.notices.list()) warn(problem.message);
  const resources = building.move();
  return { engine, context, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

function chooseContext({ contexts, notices }: Engine, name: string | null): ContextInfo {
  const known = contexts.list();
  const chosen = known.find((context) => (name === null ? context.current : context.name === name));
  if (chosen !== undefined) {
    if (chosen.problem === null) return chosen;
    throw new ProblemError(chosen.problem.code, chosen.problem.message);
  }
  const [notice] = notices.list();
  if (known.length === 0 && notice !== undefined) {
    throw new ProblemError(notice.problem.code, notice.problem.message);
  }
  if (known.length === 0) {
    throw new ProblemError(
      'contextMissing',
      'There is no kubeconfig. Set KUBECONFIG or use --kubeconfig; --context demo starts the built-in demo cluster.',
    );
  }
  const names = known.map((context) => context.name).join(', ');
  throw new ProblemError(
    'contextMissing',
    name === null
      ? `The kubeconfig names no current context. Choose one with --context: ${names}.`
      : `There is no context “${name}”. Choose one of these: ${names}.`,
  );
}
