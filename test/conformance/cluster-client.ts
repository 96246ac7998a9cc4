import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { request } from 'node:https';
import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { WebSocket } from 'ws';
import { parse } from 'yaml';

export interface Answer {
  readonly code: number;
  readonly body: string;
}

/** What an upgrade came to: a connection, or an answer in its place. */
export type UpgradeAnswer = Answer & {
  readonly socket: Duplex | null;
  readonly protocol: string | undefined;
  readonly headers: IncomingHttpHeaders;
};

export interface WatchEvent {
  readonly type: string;
  readonly object: KubeObject;
}

/** As much of an object as the suites look at. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly message?: string;
  readonly code?: number;
  readonly reason?: string;
  /** Of an event. */
  readonly involvedObject?: { readonly kind: string };
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items?: readonly KubeObject[];
  readonly spec?: { readonly replicas?: number; readonly nodeName?: string };
  readonly status?: {
    readonly phase?: string;
    readonly allowed?: boolean;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly { readonly restartCount: number }[];
  };
  readonly endpoints?:
    | readonly {
        readonly conditions: {
          readonly ready: boolean;
          readonly serving: boolean;
          readonly terminating: boolean;
        };
        readonly targetRef: { readonly name: string };
      }[]
    | null;
  readonly ports?: readonly { readonly port: number }[] | null;
}

interface Kubeconfig {
  readonly clusters: readonly [
    { readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string } },
  ];
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}

/** Plain requests to an API server, with nothing of Portolan's between: what a suite asks both clusters. */
export class ClusterClient {
  readonly #server: URL;
  readonly #options: RequestOptions & { readonly host: string; readonly port: string; readonly ca: Buffer };
  readonly #token: string;

  /** Reads the only cluster and user of a kubeconfig that has a token. */
  constructor(kubeconfigPath: string, token?: string) {
    const { clusters, users } = parse(readFileSync(kubeconfigPath, 'utf8')) as Kubeconfig;
    const [{ cluster }] = clusters;
    this.#server = new URL(cluster.server);
    this.#token = token ?? users[0].user.token;
    this.#options = {
      host: this.#server.hostname,
      port: this.#server.port,
      agent: false,
      ca: Buffer.from(cluster['certificate-authority-data'], 'base64'),
    };
  }

  /** One request with its whole answer. A body is sent as JSON, in a PATCH as a merge patch. */
  async ask(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const response = await this.#respond(
      method,
      path,
      { ...(body && { 'content-type': type }), ...headers },
      body,
    );
    return { code: response.statusCode ?? 0, body: await text(response) };
  }

  /** The JSON of an answer that has to be a success. */
  async object(method: string, path: string, body?: object): Promise<KubeObject> {
    const answer = await this.ask(method, path, body);
    if (answer.code >= 300) throw new Error(`${method} ${path}: ${answer.code} ${answer.body}`);
    return JSON.parse(answer.body) as KubeObject;
  }

  /** The events of a watch until it ends; leaving the loop ends it. */
  async *watch(path: string, query: Readonly<Record<string, string>> = {}): AsyncGenerator<WatchEvent> {
    const search = new URLSearchParams({ watch: 'true', ...query }).toString();
    const response = await this.#respond('GET', `${path}?${search}`);
    try {
      if (response.statusCode !== 200)
        throw new Error(`watch ${path}: ${response.statusCode} ${await text(response)}`);
      for await (const line of createInterface({ input: response })) yield JSON.parse(line) as WatchEvent;
    } finally {
      response.destroy();
    }
  }

  /** Asks to leave HTTP. */
  upgrade(method: string, path: string, headers: Readonly<Record<string, string>>): Promise<UpgradeAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<UpgradeAnswer>();
    const outgoing = request({ ...this.#options, method, path, headers: this.#headers(headers) });
    outgoing.on('error', reject);
    outgoing.on('upgrade', (response, socket: Duplex, head: Buffer) => {
      if (head.length > 0) socket.unshift(head);
      resolve({ code: 101, body: '', socket, protocol: protocolOf(response), headers: response.headers });
    });
    outgoing.on('response', (response) => {
      text(response).then(
        (body) =>
          resolve({
            code: response.statusCode ?? 0,
            body,
            socket: null,
            protocol: undefined,
            headers: response.headers,
          }),
        reject,
      );
    });
    outgoing.end();
    return promise;
  }

  /** Starts a WebSocket, which need not come to be. */
  webSocket(path: string, protocols: readonly string[]): WebSocket {
    const { host, port, ca } = this.#options;
    return new WebSocket(`wss://${host}:${port}${path}`, [...protocols], { ca, headers: this.#headers({}) });
  }

  async #respond(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body?: object,
  ): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const outgoing = request({ ...this.#options, method, path, headers: this.#headers(headers) }, resolve);
    outgoing.on('error', reject);
    outgoing.end(body && JSON.stringify(body));
    return promise;
  }

  #headers(headers: Readonly<Record<string, string>>): Record<string, string> {
    return { authorization: `Bearer ${this.#token}`, ...headers };
  }
}

function protocolOf({ headers }: IncomingMessage): string | undefined {
  const protocol = headers['x-stream-protocol-version'] ?? headers['sec-websocket-protocol'];
  return Array.isArray(protocol) ? protocol[0] : protocol;
}
