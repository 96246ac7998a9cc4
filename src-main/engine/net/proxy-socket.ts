import { request, type IncomingMessage } from 'node:http';
import { connect as connectTcp, isIPv6, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { SocksClient } from 'socks';
import { ProblemError } from '../../shared/problem.ts';
import { isTrustFault } from './network-problem.ts';
import { opened } from './opened.ts';
import type { Proxy } from './proxy.ts';
import type { TlsIdentity } from './tls-identity.ts';

interface Place {
  /** Without brackets; a name is looked up by the proxy. */
  readonly host: string;
  readonly port: number;
}

/** A connection to `place` by way of the proxy. Rejects with a `ProblemError` that names the proxy, or with the signal's reason. */
export async function openThroughProxy(
  proxy: Proxy,
  place: Place,
  tls: TlsIdentity | null,
  signal: AbortSignal,
): Promise<Socket> {
  const socket = await reachProxy(proxy, tls, signal);
  const abort = () => socket.destroy(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    await (proxy.kind === 'socks5' ? askSocks(proxy, place, socket) : askConnect(proxy, place, socket));
    return socket;
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function reachProxy(proxy: Proxy, tls: TlsIdentity | null, signal: AbortSignal): Promise<Socket> {
  const { host, port } = proxy;
  try {
    if (proxy.kind !== 'https') return await opened(connectTcp({ host, port }), 'connect', signal);
    const options = tls?.proxyOptionsFor(host) ?? (isIPv6(host) ? {} : { servername: host });
    const secure = connectTls({ ...options, host, port, ALPNProtocols: ['http/1.1'] });
    return await opened(secure, 'secureConnect', signal);
  } catch (error) {
    signal.throwIfAborted();
    const detail = error instanceof Error ? error.message : String(error);
    if (isTrustFault(error)) {
      const message = `The secure connection to the proxy ${proxy.shown} failed. Check its certificate and ${proxy.setBy}.`;
      throw new ProblemError('tlsFailed', message, { detail, cause: error });
    }
    const message = `The proxy ${proxy.shown} cannot be reached. Check the network and ${proxy.setBy}; it is tried again.`;
    throw new ProblemError('apiUnreachable', message, { detail, cause: error });
  }
}

async function askConnect(proxy: Proxy, { host, port }: Place, socket: Socket): Promise<void> {
  const authority = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const connecting = request({
      createConnection: () => socket,
      method: 'CONNECT',
      path: authority,
      headers: { Host: authority, 'User-Agent': 'portolan', ...authorization(proxy) },
    });
    // Any status comes as this event, not the good ones alone.
    connecting.once('connect', (answer, _socket, head) => {
      if (head.length > 0) socket.unshift(head);
      resolve(answer);
    });
    connecting.on('error', (error) => reject(endedBy(proxy, error)));
    connecting.end();
  });
  const { statusCode: status = 0 } = response;
  if (status < 200 || status > 299) throw refusal(proxy, authority, response);
}

function authorization({ login }: Proxy): Record<string, string> {
  if (login === null) return {};
  const pair = Buffer.from(`${login.username}:${login.password}`).toString('base64');
  return { 'Proxy-Authorization': `Basic ${pair}` };
}

function refusal(proxy: Proxy, authority: string, response: IncomingMessage): ProblemError {
  const { statusCode: status = 0, statusMessage: words = '', headers } = response;
  const detail = `CONNECT ${authority}: ${status} ${words}`.trim();
  if (status === 407) return loginRefused(proxy, detail, schemesOf(headers['proxy-authenticate'] ?? ''));
  if (status >= 500) return unreachableBeyond(proxy, authority, detail);
  const message = `The proxy ${proxy.shown} does not let through to ${authority} (${status}). Ask who runs it to allow that, or correct ${proxy.setBy}.`;
  return new ProblemError('apiUnreachable', message, { detail });
}

async function askSocks(proxy: Proxy, { host, port }: Place, socket: Socket): Promise<void> {
  try {
    await SocksClient.createConnection({
      proxy: {
        host: proxy.host,
        port: proxy.port,
        type: 5,
        ...(proxy.login === null ? {} : { userId: proxy.login.username, password: proxy.login.password }),
      },
      command: 'connect',
      destination: { host, port },
      existing_socket: socket,
    });
  } catch (error) {
    // Never as the cause: the error carries the options, the password among them.
    const detail = error instanceof Error ? error.message : String(error);
    if (/authenticat/i.test(detail)) throw loginRefused(proxy, detail);
    if (/rejected connection - NotAllowed/i.test(detail)) {
      const message = `The proxy ${proxy.shown} does not let through to ${host}:${port}. Ask who runs it to allow that, or correct ${proxy.setBy}.`;
      throw new ProblemError('apiUnreachable', message, { detail });
    }
    if (/rejected connection/i.test(detail)) throw unreachableBeyond(proxy, `${host}:${port}`, detail);
    throw endedBy(proxy, new Error(detail));
  }
}

/** `schemes` are those of HTTP that the proxy offers; none where it does not say. */
function loginRefused(proxy: Proxy, detail: string, schemes: readonly string[] = []): ProblemError {
  return new ProblemError('proxyUnauthorized', loginMessage(proxy, schemes), { detail });
}

function loginMessage({ login, setBy, shown, isReadOnce }: Proxy, schemes: readonly string[]): string {
  const afterwards = isReadOnce ? ', and start Portolan again' : '';
  if (schemes.length > 0 && !schemes.some((scheme) => /^basic$/i.test(scheme))) {
    return `The proxy ${shown} takes no user name and password, only a login by ${schemes.join(' or ')}. Ask who runs it for another way in, and correct ${setBy}${afterwards}.`;
  }
  if (login !== null) {
    return `The proxy ${shown} does not accept the user name and password. Correct them in ${setBy}${afterwards}.`;
  }
  const example = shown.replace('//', '//USER:PASSWORD@');
  return `The proxy ${shown} asks for a user name and a password. Add them to ${setBy}, as in ${example}${afterwards}.`;
}

/** The names of the challenges (RFC 9110, 11.6.1): their parameters have a "=" behind them. */
function schemesOf(challenges: string): string[] {
  return [...challenges.matchAll(/(?:^|,)\s*([\w-]+)(?=[\s,]|$)/g)].map(([, name = '']) => name);
}

function unreachableBeyond(proxy: Proxy, authority: string, detail: string): ProblemError {
  const message = `The proxy ${proxy.shown} cannot reach ${authority}. Check the server's address and ${proxy.setBy}; it is tried again.`;
  return new ProblemError('apiUnreachable', message, { detail });
}

function endedBy(proxy: Proxy, cause: Error): ProblemError {
  const word = proxy.kind === 'socks5' ? 'a SOCKS5' : 'an HTTP';
  const message = `The proxy ${proxy.shown} ended the connection or does not speak as ${word} proxy. Check ${proxy.setBy}; it is tried again.`;
  return new ProblemError('apiUnreachable', message, { detail: cause.message, cause });
}
