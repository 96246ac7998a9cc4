import type { EngineOptions } from '../../src-main/engine/engine.ts';
import { EngineHost } from '../support/engine-host.ts';
import type { ForwardWish, OneForward } from './forward-wish.ts';
import { announceForward, answerQuestions, endWithParent, readyLine } from './program.ts';

/** Portolan's engine with one transport, in a process of its own. */
export interface PortolanWish extends ForwardWish {
  readonly transport: NonNullable<EngineOptions['transport']>;
}

const { kubeconfig, namespace, forwards, transport } = JSON.parse(process.argv[2] ?? '') as PortolanWish;
endWithParent();
answerQuestions();
const host = await EngineHost.start(kubeconfig, { transport });
const opened = await Promise.all(forwards.map(open));
for (const announce of opened) announce();
process.stdout.write(`${readyLine}\n`);

/** Opens one forward; the answer announces its ports, so that they are told in the order of the wish. */
async function open({ target, ports }: OneForward): Promise<() => void> {
  const forward = await host.forward({ namespace, target, ports: ports.map((port) => `:${port}`) });
  return () => {
    for (const [index, port] of ports.entries()) announceForward(host.endpoint(forward, index).port, port);
  };
}
