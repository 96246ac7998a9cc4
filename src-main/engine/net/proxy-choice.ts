import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import { isExempt } from './no-proxy.ts';
import { parseProxy, type Proxy } from './proxy.ts';
import { placeOf } from './server-address.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The proxy that a context's cluster names, which is for every server, loopback too. Throws `kubeconfigInvalid`. */
export function kubeconfigProxy(context: string, proxyUrl: string): Proxy {
  const proxy = parseProxy(proxyUrl, message('proxy.setByContext', { context }));
  if (proxy !== null) return proxy;
  throw new ProblemError('kubeconfigInvalid', message('proxy.urlInvalid', { context }));
}

/**
 * The proxy that the environment names for a server, as Go's net/http chooses it for kubectl: ALL_PROXY is not read.
 * Throws `kubeconfigInvalid` where it cannot be used.
 */
export function environmentProxy(server: URL, env: Env): Proxy | null {
  const names = server.protocol === 'https:' ? ['HTTPS_PROXY', 'https_proxy'] : ['HTTP_PROXY', 'http_proxy'];
  const name = names.find((each) => (env[each] ?? '') !== '');
  if (name === undefined) return null;
  const { host, port } = placeOf(server);
  if (isExempt(env['NO_PROXY'] || env['no_proxy'] || '', { host, port: String(port) })) return null;
  const text = env[name] ?? '';
  // `proxy.example:3128` without a scheme is an http proxy.
  const proxy = parseProxy(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`, name, true);
  if (proxy !== null) return proxy;
  throw new ProblemError('kubeconfigInvalid', message('proxy.variableInvalid', { variable: name }), {
    layer: 'computer',
  });
}
