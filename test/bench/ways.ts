import type { Endpoint } from '../../src-main/shared/session.ts';
import type { OneForward } from './forward-wish.ts';
import { HelperProcess } from './helper-process.ts';
import { readyLine } from './program.ts';
import type { ProgramName } from './bundle.ts';
import type { PeerId } from './peers.ts';

/** How a client of the benchmark reaches ports of a pod. */
export interface Way extends AsyncDisposable {
  /** Where the pod's (or service's) port is reached, of the n-th forward. */
  endpoint(port: number, forward?: number): Endpoint;
  /** The forwarder; null for the direct way. */
  readonly process: HelperProcess | null;
}

export interface WayOptions {
  readonly kubeconfig: string;
  readonly namespace: string;
  readonly forwards: readonly OneForward[];
  readonly kubectl: string;
  readonly programs: Readonly<Record<ProgramName, string>>;
}

/** Told in the order of the ports; kubectl names the pod's port where a service has another one. */
const forwarding = /^Forwarding from 127\.0\.0\.1:(\d+) ->/;

/** Starts a forwarder and resolves when it says that it listens. kubectl takes one forward alone. */
export async function startForwarder(peer: Exclude<PeerId, 'direct'>, options: WayOptions): Promise<Way> {
  const { kubeconfig, namespace, forwards, programs } = options;
  switch (peer) {
    case 'kubectl-websocket':
      return await startKubectl(options, 'true');
    case 'kubectl-spdy':
      return await startKubectl(options, 'false');
    case 'client-node':
      return await startProgram(programs['client-node'], forwards, { kubeconfig, namespace, forwards });
    case 'portolan-spdy':
    case 'portolan-websocket':
    case 'portolan-v4': {
      const transport = peer.slice('portolan-'.length);
      return await startProgram(programs.portolan, forwards, { kubeconfig, namespace, forwards, transport });
    }
  }
}

async function startKubectl(options: WayOptions, websockets: 'true' | 'false'): Promise<Way> {
  const [forward] = options.forwards;
  if (forward === undefined || options.forwards.length !== 1) throw new Error('kubectl takes one forward.');
  const lines: string[] = [];
  const process = await HelperProcess.start(
    options.kubectl,
    [
      `--kubeconfig=${options.kubeconfig}`,
      `--namespace=${options.namespace}`,
      'port-forward',
      '--address=127.0.0.1',
      forward.target,
      ...forward.ports.map((port) => `:${port}`),
    ],
    { KUBECTL_PORT_FORWARD_WEBSOCKETS: websockets },
    (line) => {
      if (forwarding.test(line)) lines.push(line);
      return lines.length === forward.ports.length;
    },
  );
  return way(process, [forward], lines);
}

async function startProgram(path: string, forwards: readonly OneForward[], wish: object): Promise<Way> {
  const lines: string[] = [];
  const args = [path, JSON.stringify(wish)];
  const started = await HelperProcess.start(process.execPath, args, {}, (line) => {
    if (forwarding.test(line)) lines.push(line);
    return line === readyLine;
  });
  return way(started, forwards, lines);
}

function way(process: HelperProcess, forwards: readonly OneForward[], lines: readonly string[]): Way {
  const localPorts = lines.map((line) => Number(forwarding.exec(line)?.[1]));
  const wished = forwards.flatMap(({ ports }, forward) => ports.map((port) => ({ forward, port })));
  return {
    process,
    endpoint: (port, forward = 0) => {
      const index = wished.findIndex((each) => each.port === port && each.forward === forward);
      const localPort = localPorts[index];
      if (localPort === undefined || Number.isNaN(localPort))
        throw new Error(`Nobody forwards port ${port}.`);
      return { address: '127.0.0.1', port: localPort };
    },
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  };
}
