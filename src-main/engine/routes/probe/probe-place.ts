import { once } from 'node:events';
import { type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { JudgedCertificate, PlaceProbe } from '../../../shared/probe.ts';
import type { RouteScheme } from '../../../shared/route.ts';
import type { Clock } from '../../clock.ts';
import { authorityOf } from '../../net/authority.ts';
import { connectAny } from '../../net/connect-any.ts';
import { judgeServer } from '../../net/judge-certificate.ts';
import { secure } from '../../net/secure.ts';
import { pause } from '../../pause.ts';
import { askHttp, firstBytes, greetHttp2 } from './place-connection.ts';
import { askFault, connectFault, noAnswer, tlsFault } from './place-faults.ts';

/** Where to connect, and whom to ask for there. */
export interface Place {
  readonly scheme: RouteScheme;
  /** IP addresses of one server, at least one. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** For the Host header, TLS and the check of the certificate; an IP address where there is no name. */
  readonly name: string;
  readonly path: string | null;
}

export interface ProbeTools {
  readonly clock: Clock;
  /** Whom this computer trusts. */
  readonly trust: () => SecureContext;
}

/** What takes connections for a server that is not there (kube-proxy, load balancers) ends them within so long. */
const settleMs = 300;

/**
 * Connects as far as the scheme goes: TCP, TLS, then a request of HTTP or the greeting of HTTP/2. It goes straight there,
 * by none of the environment's proxies, and leaves no socket. When `until` aborts it says what is known by then.
 */
export async function probePlace(place: Place, tools: ProbeTools, until: AbortSignal): Promise<PlaceProbe> {
  const startedMs = performance.now();
  await using sockets = new AsyncDisposableStack();
  let socket: Socket;
  try {
    socket = closing(sockets, await connectAny(place.addresses, place.port, until));
  } catch (error) {
    return until.aborted ? { result: 'timedOut' } : connectFault(error);
  }
  const elapsed = () => Math.max(1, Math.round(performance.now() - startedMs));
  let milliseconds = elapsed();
  let judged: JudgedCertificate | null = null;
  const { protocol, isSecure } = speechOf[place.scheme];
  if (isSecure) {
    try {
      const { name } = place;
      const secured = await secure({ socket, name, context: tools.trust(), protocol }, until);
      socket = closing(sockets, secured);
      judged = judgeServer(secured, name, tools.clock.now());
      milliseconds = elapsed();
    } catch (error) {
      return until.aborted ? noAnswer('silent') : tlsFault(error);
    }
  }
  const asked = await ask(socket, place, tools.clock, until);
  const isBad = judged !== null && judged.faults.length > 0;
  if (asked.result === 'noAnswer' && !isBad) return asked;
  const status = asked.result === 'noAnswer' ? null : asked.status;
  if (asked.result === 'answered' && protocol !== null) milliseconds = elapsed();
  if (judged !== null && isBad) return { result: 'wrongCertificate', milliseconds, status, ...judged };
  return { result: 'reachable', milliseconds, status, certificate: judged?.certificate ?? null };
}

export function speaksTls(scheme: RouteScheme): boolean {
  return speechOf[scheme].isSecure;
}

const speechOf = {
  http: { protocol: 'http/1.1', isSecure: false },
  https: { protocol: 'http/1.1', isSecure: true },
  grpc: { protocol: 'h2', isSecure: false },
  grpcs: { protocol: 'h2', isSecure: true },
  tls: { protocol: null, isSecure: true },
  tcp: { protocol: null, isSecure: false },
  udp: { protocol: null, isSecure: false },
  sctp: { protocol: null, isSecure: false },
} as const satisfies Record<RouteScheme, unknown>;

type Asked = { readonly result: 'answered'; readonly status: number | null } | ReturnType<typeof noAnswer>;

async function ask(socket: Socket, place: Place, clock: Clock, until: AbortSignal): Promise<Asked> {
  const { protocol } = speechOf[place.scheme];
  try {
    switch (protocol) {
      case 'http/1.1': {
        const status = await askHttp(socket, { host: authorityOf(place), path: pathOf(place) }, until);
        return { result: 'answered', status };
      }
      case 'h2':
        return (await greetHttp2(socket, until))
          ? { result: 'answered', status: null }
          : noAnswer('notHttp2');
      case null:
        await settle(socket, clock, until);
        return { result: 'answered', status: null };
    }
  } catch (error) {
    if (until.aborted) return noAnswer('silent');
    return askFault(error, protocol === 'h2' ? 'notHttp2' : 'notHttp');
  }
}

/** Resolves when the server speaks, or says nothing and stays. Rejects when it ends the connection. */
async function settle(socket: Socket, clock: Clock, until: AbortSignal): Promise<void> {
  const settled = new AbortController();
  const quiet = pause(settleMs, clock, AbortSignal.any([settled.signal, until]));
  try {
    await Promise.race([firstBytes(socket, 1, settled.signal), quiet]);
  } finally {
    settled.abort();
  }
}

/** Without dots and unescaped characters, and no question: only what a browser would ask for. */
function pathOf({ path }: Place): string {
  return URL.parse(`http://host${path ?? '/'}`)?.pathname ?? '/';
}

function closing<S extends Socket>(stack: AsyncDisposableStack, socket: S): S {
  stack.defer(async () => {
    socket.destroy();
    if (!socket.closed) await once(socket, 'close');
  });
  return socket;
}
