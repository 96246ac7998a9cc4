import type { Clock } from '../clock.ts';
import { type PassedRequest, withIdentity } from '../kube/kube-client.ts';
import type { UpgradeTarget } from '../kube/upgrade-access.ts';
import { isAborted } from '../pause.ts';
import { connect, connectProblem } from '../tunnel/connect.ts';
import { askUpgrade, type Upgraded } from '../web/upgrade.ts';
import { basePath } from './place.ts';

/**
 * Passes an upgrade on over a connection of its own, which is closed when the signal aborts. Rejects with a
 * `ProblemError`, or the signal's reason.
 */
export async function passUpgrade(
  target: UpgradeTarget,
  { method, path, headers, protocol }: { readonly protocol: string } & Omit<PassedRequest, 'body'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<Upgraded> {
  const { server } = target;
  const socket = await connect(target, clock, signal);
  const asked = {
    method,
    path: `${basePath({ server })}${path}`,
    headers: { ...withIdentity(headers, target.headers), host: server.host },
    protocol,
  };
  try {
    return await askUpgrade(socket, asked, signal);
  } catch (error) {
    throw isAborted(signal) ? error : connectProblem(server, error);
  }
}
