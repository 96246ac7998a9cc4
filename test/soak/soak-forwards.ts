import * as manifests from '../cluster/manifests.ts';
import { testAccess } from '../cluster/test-access.ts';
import type { TestNamespace } from '../cluster/test-namespace.ts';
import type { ForwarderProcess } from './forwarder-process.ts';
import type { StartedForward } from './forwarder-talk.ts';
import { stuckMs } from './soak-client.ts';
import { talkPorts, type TalkPort } from './talks.ts';

/** A forward under load, and how its pods may be treated. */
export interface SoakForward extends StartedForward {
  readonly target: string;
  /** For how long a deleted pod goes on serving; null for a pod that nobody makes anew. */
  readonly drainMs: number | null;
}

const names = Object.keys(talkPorts) as TalkPort[];
const drainSeconds = 3;

/** One way in which pods stand behind a target each; the last is never deleted, so nothing but the API may harm it. */
const wishes = [
  { target: 'svc/web', drainMs: 0 },
  { target: 'deploy/app', drainMs: 0 },
  { target: 'sts/db', drainMs: drainSeconds * 1000 },
  { target: 'pod/lone', drainMs: null },
] as const;

/** Makes the pods and starts the forwards, one after the other. */
export async function startForwards(
  namespace: TestNamespace,
  forwarder: ForwarderProcess,
): Promise<readonly [SoakForward, ...SoakForward[]]> {
  const ports = names.map((name) => ({ name, port: talkPorts[name], targetPort: talkPorts[name] }));
  await namespace.apply(
    // Nobody but an administrator is let in by an API server that has not read its rules yet.
    ...testAccess.filter(({ kind }) => kind !== 'Namespace'),
    manifests.deployment('web', { replicas: 2 }),
    manifests.service('web', { ports }),
    manifests.deployment('app'),
    manifests.statefulSet('db', { drainSeconds }),
    manifests.pod('lone'),
  );
  await namespace.readyPods('app=web', 2);
  const start = async ({ target, drainMs }: (typeof wishes)[number]): Promise<SoakForward> => {
    const wish = {
      namespace: namespace.name,
      target,
      ports: names.map((name) => `:${talkPorts[name]}`),
      // Shorter than a client's patience, longer than the slowest replacement: whoever is lost, is lost by mistake.
      holdMs: stuckMs - 30_000,
    };
    return { ...(await forwarder.ask('start', wish)), target, drainMs };
  };
  const [first, ...rest] = wishes;
  const forwards: [SoakForward, ...SoakForward[]] = [await start(first)];
  for (const wish of rest) forwards.push(await start(wish));
  return forwards;
}

/** Where the forward listens for a port of its pods. */
export function endpointOf(forward: SoakForward, port: TalkPort) {
  const endpoint = forward.endpoints[names.indexOf(port)];
  if (endpoint === undefined) throw new Error(`${forward.target} listens on nothing for ${port}.`);
  return endpoint;
}
