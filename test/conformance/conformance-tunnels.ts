import { pod } from '../cluster/manifests.ts';
import type { ConformanceNamespace } from './conformance-cluster.ts';
import { SpdyClient } from './spdy-client.ts';
import { tunnelHandshake, webSocketDuplex, type WebSocketFrame } from './web-socket-duplex.ts';

export type TunnelTransport = 'SPDY' | 'WebSocket';

/** Tunnels over one transport into the pods of a suite's namespace. */
export class ConformanceTunnels {
  readonly transport: TunnelTransport;
  readonly #given: () => ConformanceNamespace;

  /** The namespace is asked for once the tests run. */
  constructor(transport: TunnelTransport, given: () => ConformanceNamespace) {
    this.transport = transport;
    this.#given = given;
  }

  get namespace(): ConformanceNamespace {
    return this.#given();
  }

  /** Creates a pod for one test of this transport; resolves with its name when it is ready. */
  async createPod(name: string): Promise<string> {
    const full = `${name}-${this.transport.toLowerCase()}`;
    await this.namespace.create(pod(full));
    await this.namespace.readyPods(`app=${full}`, 1);
    return full;
  }

  /** Throws what the tunnel is refused with. */
  async open(podName = 'lone', onFrame?: (frame: WebSocketFrame) => void): Promise<SpdyClient> {
    const { client } = this.namespace;
    const path = this.namespace.path('pods', `/${podName}/portforward`);
    const spdy = {
      connection: 'Upgrade',
      upgrade: 'SPDY/3.1',
      'x-stream-protocol-version': 'portforward.k8s.io',
    };
    const { socket, code, body } =
      this.transport === 'SPDY'
        ? await client.upgrade('POST', path, spdy)
        : await client.upgrade('GET', path, tunnelHandshake());
    if (!socket) throw new Error(`The tunnel was refused: ${code} ${body}`);
    return new SpdyClient(this.transport === 'SPDY' ? socket : webSocketDuplex(socket, onFrame));
  }
}
