import type { Cluster } from '../cluster/cluster.ts';
import { recipe } from '../cluster/components.ts';
import { DetachedProcess } from '../cluster/detached-process.ts';
import { lock } from '../cluster/lock.ts';
import { files } from '../cluster/work-folder.ts';
import { say } from './progress.ts';

/**
 * Starts what has ended in our own cluster: a scheduler that misses changes while the API server is away ends itself
 * ("Scheduler cache is corrupted"), seconds after the restart, and elsewhere a supervisor would start it again.
 */
export async function reviveCluster(cluster: Cluster): Promise<void> {
  if (!cluster.isOwn || endedComponents().length === 0) return;
  await using stack = new AsyncDisposableStack();
  stack.use(await lock(files.lock));
  for (const { name } of endedComponents()) {
    say(`${name} has ended and is started again`);
    await cluster.start(name);
  }
}

function endedComponents() {
  const all = [...recipe.foundation, ...recipe.dependents];
  return all.filter(({ name }) => new DetachedProcess(name).running === undefined);
}
