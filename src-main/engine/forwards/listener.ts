import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { defaultBindAddresses, formatEndpoint } from '../../shared/bind-address.ts';
import { type Message, message } from '../../shared/language/message.ts';
import type { LocalPort } from '../../shared/port-pair.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { Endpoint } from '../../shared/session.ts';
import { AcceptedSockets } from './accepted-sockets.ts';
import { covers } from './port-claims.ts';
import { findPortHolder } from './port-holder.ts';

interface ListenerOptions {
  readonly addresses: readonly string[];
  readonly local: LocalPort;
  /** Reserves an endpoint among our own forwards; throws `portInUse`. */
  readonly claim: (endpoint: Endpoint) => Disposable;
  /** Whether an accepted socket may be served; one that may not is reset. */
  readonly admits: (socket: Socket) => boolean;
  /** The system could not accept a connection (too many open files); the listener goes on. */
  readonly onAcceptError: (error: Error) => void;
}

/** As Go asks for; Node's 511 lets the rest of a thousand connections at once wait a second for their next try. */
const backlog = 4_096;
/** How often another number is tried when the system's choice is taken on the second address. */
const autoTries = 20;

/** The listening sockets of one port pair: every address on the same port number. Owns the sockets it accepts. */
export class Listener implements AsyncDisposable {
  readonly endpoints: readonly Endpoint[];
  /** The remembered port that was taken, where another one had to be chosen. */
  readonly movedFrom: number | null;
  readonly #resources: AsyncDisposableStack;
  readonly #accepted: AcceptedSockets<Socket>;

  /**
   * Resolves once every address listens, with the real port.
   * Throws `portInUse`, `portDenied` or `addressUnavailable`, which name the port and the address; nothing stays bound.
   */
  static async bind(options: ListenerOptions): Promise<Listener> {
    try {
      return await bindLocal(options);
    } catch (error) {
      throw error instanceof TakenError ? await namingHolder(error) : error;
    }
  }

  /** Only `bind` makes listeners. */
  constructor(
    endpoints: readonly Endpoint[],
    movedFrom: number | null,
    resources: AsyncDisposableStack,
    accepted: AcceptedSockets<Socket>,
  ) {
    this.endpoints = endpoints;
    this.movedFrom = movedFrom;
    this.#resources = resources;
    this.#accepted = accepted;
  }

  /** Hands over the accepted sockets, paused and with an error listener, those first that came before this call. */
  serve(handler: (socket: Socket) => void): void {
    this.#accepted.open(handler);
  }

  /** `admits` may answer differently from now on: sockets that it refuses are reset. */
  sift(): void {
    this.#accepted.sift();
  }

  /** Resolves once nothing listens and every accepted socket is closed; those still open are reset. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#resources.disposeAsync();
  }
}

async function bindLocal(options: ListenerOptions): Promise<Listener> {
  const { local } = options;
  if (local.kind === 'fixed') return bindAll(options, local.port, null);
  try {
    if (local.last !== null) return await bindAll(options, local.last, null);
  } catch (error) {
    if (!isTaken(error)) throw error;
  }
  for (let tries = 1; ; tries++) {
    try {
      return await bindAll(options, 0, local.last);
    } catch (error) {
      if (!isTaken(error) || tries === autoTries) throw error;
    }
  }
}

async function bindAll(options: ListenerOptions, port: number, movedFrom: number | null): Promise<Listener> {
  await using resources = new AsyncDisposableStack();
  const accepted = new AcceptedSockets<Socket>(options.admits);
  const endpoints: Endpoint[] = [];
  let chosen = port;
  for (const address of separateAddresses(options.addresses)) {
    try {
      const endpoint = await bindOne(options, { address, port: chosen }, accepted, resources);
      chosen = endpoint.port;
      endpoints.push(endpoint);
    } catch (error) {
      // A computer without IPv6 still has the first of the two default addresses.
      if (!(isUnavailable(error) && isSpareDefault(address, options.addresses))) throw error;
    }
  }
  return new Listener(endpoints, movedFrom, resources.move(), accepted);
}

async function bindOne(
  { claim, onAcceptError }: ListenerOptions,
  wanted: Endpoint,
  accepted: AcceptedSockets<Socket>,
  resources: AsyncDisposableStack,
): Promise<Endpoint> {
  // Our own forwards first: the system's refusal would not say which of them has the port.
  if (wanted.port !== 0) resources.use(claim(wanted));
  const loopback = loopbackOfWildcard(wanted.address);
  if (loopback !== null && wanted.port !== 0) await assertFree({ address: loopback, port: wanted.port });

  const server = createServer({
    allowHalfOpen: true,
    pauseOnConnect: true,
    noDelay: true,
    // A client in the local network that vanished is noticed after some minutes.
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
  });
  await listen(server, wanted);
  resources.defer(() => close(server, accepted));
  server.on('error', onAcceptError);
  server.on('connection', (socket) => accepted.take(socket));
  const endpoint = { address: wanted.address, port: portOf(server) };
  if (wanted.port === 0) resources.use(claim(endpoint));
  return endpoint;
}

async function close(server: Server, accepted: AcceptedSockets<Socket>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await Promise.all([closed, accepted.close()]);
}

async function listen(server: Server, endpoint: Endpoint): Promise<void> {
  try {
    // As kubectl does, "::" means all IPv6 addresses; 0.0.0.0 beside it is the person's own choice.
    server.listen({ host: endpoint.address, port: endpoint.port, ipv6Only: true, backlog });
    await once(server, 'listening');
  } catch (error) {
    throw listenProblem(error, endpoint);
  }
}

/**
 * macOS and Windows let a wildcard bind beside another program's specific address, which then gets the local
 * connections. Linux refuses the wildcard anyway; there this only names the address that is taken.
 */
async function assertFree(endpoint: Endpoint): Promise<void> {
  const probe = createServer();
  try {
    await listen(probe, endpoint);
  } catch (error) {
    if (isTaken(error)) throw error;
    return;
  }
  await new Promise((resolve) => probe.close(resolve));
}

function listenProblem(error: unknown, endpoint: Endpoint): ProblemError {
  const { code = null } = error as NodeJS.ErrnoException;
  const where = { endpoint: formatEndpoint(endpoint) };
  const options = { detail: String(error), cause: error };
  switch (code) {
    case 'EADDRINUSE':
      return new TakenError(endpoint, error, message('listen.taken', where));
    case 'EACCES':
      return new ProblemError(
        'portDenied',
        message(endpoint.port < 1024 ? 'listen.privileged' : 'listen.reserved', where),
        options,
      );
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
      return new ProblemError(
        'addressUnavailable',
        message('listen.noSuchAddress', { address: endpoint.address }),
        options,
      );
    case null:
    default:
      return new ProblemError('portDenied', message('listen.refused', { ...where, code }), options);
  }
}

/** Another program has the endpoint; which one is looked up only for those who are told. */
class TakenError extends ProblemError {
  readonly endpoint: Endpoint;

  constructor(endpoint: Endpoint, cause: unknown, words: Message) {
    super('portInUse', words, { detail: String(cause), cause });
    this.endpoint = endpoint;
  }
}

async function namingHolder(taken: TakenError): Promise<TakenError> {
  const holder = await findPortHolder(taken.endpoint);
  if (holder === null) return taken;
  const where = { endpoint: formatEndpoint(taken.endpoint) };
  const words =
    holder.pid === process.pid
      ? message('listen.takenByPortolan', where)
      : message('listen.takenByProgram', { ...where, ...holder });
  return new TakenError(taken.endpoint, taken.cause, words);
}

/** Without those that a wildcard in the list takes in already. */
function separateAddresses(addresses: readonly string[]): string[] {
  return addresses.filter(
    (address) => !addresses.some((other) => other !== address && covers(other, address)),
  );
}

function isSpareDefault(address: string, addresses: readonly string[]): boolean {
  return address === '::1' && defaultBindAddresses.every((each) => addresses.includes(each));
}

function loopbackOfWildcard(address: string): string | null {
  if (address === '0.0.0.0') return '127.0.0.1';
  return address === '::' ? '::1' : null;
}

function isTaken(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'portInUse';
}

function isUnavailable(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'addressUnavailable';
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP server');
  return address.port;
}
