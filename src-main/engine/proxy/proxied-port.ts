import type { NewApiProxy } from '../../shared/api-proxy.ts';
import type { TargetPort } from '../../shared/catalog.ts';
import { message } from '../../shared/language/message.ts';
import { likelyProtocol } from '../../shared/likely-protocol.ts';
import type { RemotePort } from '../../shared/port-pair.ts';
import { ProblemError } from '../../shared/problem.ts';
import { objectWords } from '../kube/object-words.ts';
import { notTcp, portNotFound } from '../kube/target-port.ts';

/** A port as the API server's path names it, and what is spoken there. */
export interface ProxiedPort {
  readonly remote: RemotePort;
  readonly scheme: 'http' | 'https';
}

/** Ports for other programs than a browser. */
const notForPeople = /(?:^|-)(?:metrics|health|healthz|probe)(?:-|$)/;

/**
 * The port that is meant, of those that the target declares; a null `declared` may not be read. Throws `portNotFound`, or
 * `unsupportedTarget` for UDP and SCTP.
 */
export function proxiedPort(wish: NewApiProxy, declared: readonly TargetPort[] | null): ProxiedPort {
  const { target } = wish;
  const known = declared ?? [];
  const remote = wish.remote ?? onlyWebPort(wish, known);
  const scheme = wish.scheme ?? (likelyProtocol(remote, target, known) === 'https' ? 'https' : 'http');
  const named = known.filter(({ name, port }) => remote === name || remote === port);
  const found = named.find(({ protocol }) => protocol === 'TCP');
  // A service's port goes by its name; of pods the API server takes numbers only.
  if (found !== undefined) {
    return { remote: target.kind === 'pod' ? found.port : (found.name ?? found.port), scheme };
  }
  const [other] = named;
  if (other !== undefined) throw notTcp(remote, other.protocol, objectWords(target));
  if (declared === null || (target.kind === 'pod' && typeof remote === 'number')) return { remote, scheme };
  throw portNotFound(remote, objectWords(target), known.map(portText));
}

function onlyWebPort({ target }: NewApiProxy, declared: readonly TargetPort[]): number {
  const tcp = declared.filter(({ protocol }) => protocol === 'TCP');
  // By the port alone: a service called "web" may have others.
  const spokenAt = ({ port }: TargetPort) => likelyProtocol(port, { name: '' }, declared);
  const web = tcp.filter((port) => ['http', 'https'].includes(spokenAt(port) ?? ''));
  const ranks = [
    web.filter(({ name }) => !notForPeople.test(name ?? '')),
    web,
    tcp.filter((port) => spokenAt(port) === null),
  ];
  const best = ranks.find((ports) => ports.length > 0) ?? [];
  const [only, another] = best;
  const object = objectWords(target);
  if (only === undefined) throw new ProblemError('portNotFound', message('apiProxy.noWebPort', { object }));
  if (another === undefined) return only.port;
  throw new ProblemError(
    'portNotFound',
    message('apiProxy.severalPorts', { object, ports: best.map(portText) }),
  );
}

function portText({ name, port }: TargetPort): string {
  return name === null ? String(port) : `${String(port)} (${name})`;
}
