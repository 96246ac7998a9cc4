import { defaultBindAddresses, formatEndpoint } from '../shared/bind-address.ts';
import { formatTarget } from '../shared/target.ts';
import type { ProxyCommand } from './arguments.ts';
import { confirmProduction } from './confirm-production.ts';
import { openEngine } from './open-engine.ts';
import type { Terminal } from './terminal.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * Serves one service or pod at a local address, through the API server, until the signal aborts; tells what is in the way
 * of requests. Throws what keeps it from listening.
 */
export async function proxy(command: ProxyCommand, terminal: Terminal, signal: AbortSignal): Promise<void> {
  await using open = await openEngine(command, (message) => terminal.tell(`warning: ${message}`));
  const { apiProxies, production } = open.engine;
  const { name: context } = open.context;
  const { remote, local, scheme } = command;
  if (production.has(context) && !command.production) {
    const asked = { target: command.target, addresses: [...defaultBindAddresses] };
    await confirmProduction(context, asked, terminal, signal);
  }
  const target = { ...command.target, context, namespace: command.namespace ?? open.context.namespace };
  const { endpoints } = await apiProxies.start(
    { target, remote, local, scheme },
    { confirmedProduction: true },
    signal,
  );
  const [first] = endpoints;
  if (first === undefined) throw new TypeError('nothing listens');
  terminal.print(`Serving ${formatTarget(target)} on http://${formatEndpoint(first)}`);
  apiProxies.onChanged(([changed]) => {
    if (changed?.problem) terminal.tell(changed.problem.message);
  });
  await untilAborted(signal);
}
