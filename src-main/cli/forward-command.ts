import { formatEndpoint, isLoopback } from '../shared/bind-address.ts';
import { defaultSettings, type ForwardId } from '../shared/forward.ts';
import { message, say } from '../shared/language/message.ts';
import { type Problem, ProblemError } from '../shared/problem.ts';
import { boundPorts, type SessionState } from '../shared/session.ts';
import { formatTarget } from '../shared/target.ts';
import type { PodTraffic } from '../shared/traffic.ts';
import type { Forwards } from '../engine/forwards/forwards.ts';
import type { ForwardCommand } from './arguments.ts';
import { confirmProduction } from './confirm-production.ts';
import { openEngine } from './open-engine.ts';
import { formatTable } from './table.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs a forward until the signal aborts. Prints kubectl's own lines, which scripts wait for, and its events beside them.
 * Throws what made the forward fail.
 */
export async function forward(
  command: ForwardCommand,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  await using open = await openEngine(command, (message) => terminal.tell(`warning: ${message}`));
  const { forwards } = open.engine;
  const exposed = command.addresses.filter((address) => !isLoopback(address));
  if (exposed.length > 0) {
    terminal.tell(`warning: Other machines can reach this forward on ${exposed.join(' and ')}.`);
  }

  const { production } = open.engine;
  const { name } = open.context;
  if (production.has(name) && !command.production) await confirmProduction(name, command, terminal, signal);

  const over = Promise.withResolvers<Problem | null>();
  let isOver = false;
  const end = (problem: Problem | null): void => {
    isOver = true;
    over.resolve(problem);
  };
  signal.addEventListener('abort', () => end(null));
  if (signal.aborted) return;
  let isAnnounced = false;
  forwards.onSessionChanged(({ id, state }) => {
    if (state.phase === 'failed') end(state.problem);
    // As kubectl does; what is deleted while it runs is waited for.
    if (state.phase === 'waiting' && state.problem?.code === 'targetNotFound') end(state.problem);
    // Its time is over: nobody else stops it from within.
    if (state.phase === 'stopped') end(null);
    if (state.phase !== 'active' || isAnnounced) return;
    isAnnounced = true;
    for (const line of forwardingLines(state, forwards.podPorts(id) ?? [])) terminal.print(line);
  });
  forwards.onAccepted(({ id, pair }) => {
    terminal.print(`Handling connection for ${localPort(forwards, id, pair)}`);
  });
  forwards.onTimelineAdded(({ entry }) => {
    // What made it fail is told as the error at the end, and that it stopped is what the person asked for.
    if (entry.kind === 'failed' || entry.kind === 'started') return;
    if (!isOver) terminal.tell(say('en', entry.words));
  });

  const stopListening = forwards.onTraffic(({ samples }) => {
    if (!samples.some(({ transport }) => transport === 'v4')) return;
    stopListening();
    terminal.tell(`Compatibility mode (v4). ${say('en', message('details.compatibilityNote'))}`);
  });

  const namespace = command.namespace ?? open.context.namespace;
  const { id } = await forwards.add(
    {
      label: formatTarget(command.target),
      target: { context: open.context.name, namespace, ...command.target },
      ports: command.ports,
      addresses: command.addresses,
      ...defaultSettings,
      holdMs: command.holdMs,
      balance: command.balance,
      eof: command.eof,
      allowFrom: command.allowFrom,
      endAfterMs: command.endAfterMs,
      allowExposure: exposed.length > 0,
    },
    false,
  );
  await forwards.start(id, { confirmedProduction: true });
  const problem = await over.promise;
  const pods = forwards.traffic().find((sample) => sample.id === id)?.pods ?? [];
  if (pods.some(({ total }) => total > 0)) terminal.tell(podTable(pods));
  if (problem !== null) throw new ProblemError(problem.code, problem.message);
}

/** kubectl's lines, one for each address and port, with the port in the pod. */
function forwardingLines(state: SessionState, podPorts: readonly number[]): string[] {
  return boundPorts(state).flatMap(({ remote, endpoints }, index) =>
    endpoints.map(
      (endpoint) => `Forwarding from ${formatEndpoint(endpoint)} -> ${String(podPorts[index] ?? remote)}`,
    ),
  );
}

/** What each pod had to do, in bytes. */
function podTable(pods: readonly PodTraffic[]): string {
  return formatTable(
    ['POD', 'CONNECTIONS', 'FAILED', 'RECEIVED', 'SENT'],
    pods.map(({ name, total, failed, receivedBytes, sentBytes }) => [
      name,
      ...[total, failed, receivedBytes, sentBytes].map(String),
    ]),
  );
}

function localPort(forwards: Forwards, id: ForwardId, pair: number): string {
  return String(boundPorts(forwards.state(id))[pair]?.endpoints[0]?.port);
}
