import type { IncomingMessage } from 'node:http';
import { connect as connectTcp, isIPv6, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { SocksClient } from 'socks';
import { type Message, message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import { http } from './http.ts';
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
  const { host, port, setBy } = proxy;
  try {
    if (proxy.kind !== 'https') return await opened(connectTcp({ host, port }), 'connect', signal);
    const options = tls?.proxyOptionsFor(host) ?? (isIPv6(host) ? {} : { servername: host });
    const secure = connectTls({ ...options, host, port, ALPNProtocols: ['http/1.1'] });
    return await opened(secure, 'secureConnect', signal);
  } catch (error) {
    signal.throwIfAborted();
    const detail = error instanceof Error ? error.message : String(error);
    const options = { detail, cause: error };
    if (isTrustFault(error)) {
      throw new ProblemError('tlsFailed', message('proxy.tlsFailed', { proxy: proxy.shown, setBy }), options);
    }
    const words = message('proxy.unreachable', { proxy: proxy.shown, setBy });
    throw new ProblemError('apiUnreachable', words, options);
  }
}

async function askConnect(proxy: Proxy, { host, port }: Place, socket: Socket): Promise<void> {
  const authority = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const connecting = http.request({
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
  const { statusCode: status = 0, statusMessage: reason = '', headers } = response;
  const detail = `CONNECT ${authority}: ${status} ${reason}`.trim();
  if (status === 407) return loginRefused(proxy, detail, schemesOf(headers['proxy-authenticate'] ?? ''));
  if (status >= 500) return unreachableBeyond(proxy, authority, detail);
  return notLetThrough(proxy, authority, status, detail);
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
    const place = `${host}:${port}`;
    if (/rejected connection - NotAllowed/i.test(detail)) throw notLetThrough(proxy, place, null, detail);
    if (/rejected connection/i.test(detail)) throw unreachableBeyond(proxy, place, detail);
    throw endedBy(proxy, new Error(detail));
  }
}

/** `schemes` are those of HTTP that the proxy offers; none where it does not say. */
function loginRefused(proxy: Proxy, detail: string, schemes: readonly string[] = []): ProblemError {
  return new ProblemError('proxyUnauthorized', loginWords(proxy, schemes), { detail });
}

function loginWords({ login, setBy, shown, isReadOnce }: Proxy, schemes: readonly string[]): Message {
  const values = { proxy: shown, setBy, restart: isReadOnce ? message('proxy.restart') : null };
  if (schemes.length > 0 && !schemes.some((scheme) => /^basic$/i.test(scheme))) {
    return message('proxy.loginUnsupported', { ...values, schemes });
  }
  if (login !== null) return message('proxy.loginRefused', values);
  const example = shown.replace('//', '//USER:PASSWORD@');
  return message('proxy.loginMissing', { ...values, example });
}

/** The names of the challenges (RFC 9110, 11.6.1): their parameters have a "=" behind them. */
function schemesOf(challenges: string): string[] {
  return [...challenges.matchAll(/(?:^|,)\s*([\w-]+)(?=[\s,]|$)/g)].map(([, name = '']) => name);
}

/** `status` is that of HTTP, where the proxy speaks it. */
function notLetThrough(proxy: Proxy, place: string, status: number | null, detail: string): ProblemError {
  const { shown, setBy } = proxy;
  const words = message('proxy.notLetThrough', { proxy: shown, place, status, setBy });
  return new ProblemError('apiUnreachable', words, { detail });
}

function unreachableBeyond({ shown, setBy }: Proxy, place: string, detail: string): ProblemError {
  const words = message('proxy.cannotReach', { proxy: shown, place, setBy });
  return new ProblemError('apiUnreachable', words, { detail });
}

function endedBy({ kind, shown, setBy }: Proxy, cause: Error): ProblemError {
  const protocol = kind === 'socks5' ? 'SOCKS5' : 'HTTP';
  const words = message('proxy.ended', { proxy: shown, protocol, setBy });
  return new ProblemError('apiUnreachable', words, { detail: cause.message, cause });
}
