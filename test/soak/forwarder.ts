import type { Log } from '../../src-main/engine/log.ts';
import type { SessionState } from '../../src-main/shared/session.ts';
import { EngineHost } from '../support/engine-host.ts';
import { CountingClock } from './counting-clock.ts';
import { footprint, openSockets } from './footprint.ts';
import type { Message, OpenConnection, Question } from './forwarder-talk.ts';

// A program of its own, so that the memory, sockets and timers of the engine can be counted alone.

const clock = new CountingClock();
const host = await EngineHost.start(process.argv[2] ?? '', { clock, log: toldLog() });
const { forwards } = host.engine;

forwards.onSessionChanged(({ id, state }) => {
  const problem = state.phase === 'failed' ? state.problem.message : null;
  tell({
    kind: 'session',
    step: { at: clock.now(), forward: id, phase: state.phase, pod: podOf(state), problem },
  });
});

process.on('message', (message) => {
  const question = message as Question;
  answer(question).then(
    (answer) => tell({ kind: 'answer', id: question.id, answer }),
    (error: unknown) => tell({ kind: 'refusal', id: question.id, why: String(error) }),
  );
});

process.once('disconnect', () => {
  void host[Symbol.asyncDispose]();
});

tell({ kind: 'ready' });

async function answer(question: Question): Promise<unknown> {
  switch (question.name) {
    case 'start': {
      const forward = await host.forward(question.input);
      const endpoints = forward.ports.map((_, port) => host.endpoint(forward, port));
      return { id: forward.id, endpoints };
    }
    case 'connections':
      return openConnections();
    case 'sockets':
      return openSockets();
    case 'footprint':
      return footprint(clock);
    case 'resident':
      return process.memoryUsage.rss();
    case 'stopAll':
      await forwards.stopAll();
      return null;
  }
}

function openConnections(): OpenConnection[] {
  return forwards.list().flatMap(({ id }) =>
    forwards.connections(id).map(({ peer, pod }) => ({
      forward: id,
      localPort: Number(peer.slice(peer.lastIndexOf(':') + 1)),
      pod,
    })),
  );
}

function podOf(state: SessionState): { name: string; uid: string } | null {
  return state.phase === 'active' ? { name: state.pod.name, uid: state.pod.uid } : null;
}

function toldLog(): Log {
  const told = (line: string) => tell({ kind: 'log', at: clock.now(), line });
  return { debug: told, info: told, warn: told, error: told };
}

function tell(message: Message): void {
  // Whoever listened may have gone first; then the sessions still end, and nobody wants to know.
  if (process.connected) process.send?.(message);
}
