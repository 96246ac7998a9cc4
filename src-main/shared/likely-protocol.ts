import type { TargetPort } from './catalog.ts';
import type { RemotePort } from './port-pair.ts';
import type { Target } from './target.ts';

export type Protocol =
  'http' | 'https' | 'grpc' | 'postgresql' | 'mysql' | 'redis' | 'mongodb' | 'amqp' | 'kafka' | 'nats';

/** Words that port names and object names use for a protocol; the first match counts. */
const words: readonly (readonly [string, Protocol])[] = [
  ['https', 'https'],
  ['http', 'http'],
  ['grpc', 'grpc'],
  ['postgresql', 'postgresql'],
  ['postgres', 'postgresql'],
  ['pgbouncer', 'postgresql'],
  ['psql', 'postgresql'],
  ['pg', 'postgresql'],
  ['mysql', 'mysql'],
  ['mariadb', 'mysql'],
  ['redis', 'redis'],
  ['valkey', 'redis'],
  ['mongodb', 'mongodb'],
  ['mongo', 'mongodb'],
  ['rabbitmq', 'amqp'],
  ['amqp', 'amqp'],
  ['kafka', 'kafka'],
  ['nats', 'nats'],
  ['web', 'http'],
  ['ui', 'http'],
  ['metrics', 'http'],
];

/** Ports by the protocol that listens there where nobody chose another (IANA, or the program's own default). */
const numbers: Readonly<Partial<Record<number, Protocol>>> = {
  80: 'http',
  443: 'https',
  3000: 'http',
  3306: 'mysql',
  4222: 'nats',
  5432: 'postgresql',
  5672: 'amqp',
  6379: 'redis',
  8000: 'http',
  8080: 'http',
  8081: 'http',
  8443: 'https',
  9090: 'http',
  9092: 'kafka',
  9200: 'http',
  15672: 'http',
  27017: 'mongodb',
  50051: 'grpc',
};

/**
 * What a port of a target probably speaks: what its service says (`appProtocol`), then its name (Kubernetes and Istio name
 * ports `protocol[-suffix]`), then its number, then the name of what it belongs to. `declared` is what is known of the
 * target's ports. Null where none of them tells; nobody has asked the port itself.
 */
export function likelyProtocol(
  remote: RemotePort,
  { name: targetName }: Pick<Target, 'name'>,
  declared: readonly TargetPort[] = [],
): Protocol | null {
  const said = declared.find(
    ({ name, port, protocol }) => protocol === 'TCP' && (remote === name || remote === port),
  );
  const name = typeof remote === 'string' ? remote : said?.name;
  const number = typeof remote === 'number' ? remote : said?.port;
  const usual = number === undefined ? undefined : numbers[number];
  return protocolOf(said?.appProtocol) ?? protocolOf(name) ?? usual ?? protocolOf(targetName);
}

/** By whole words: `my-pgbouncer-rw` speaks PostgreSQL, `upgrader` does not. */
function protocolOf(name: string | null | undefined): Protocol | null {
  const parts = (name ?? '').toLowerCase().split(/[^a-z0-9]+/);
  return words.find(([word]) => parts.includes(word))?.[1] ?? null;
}
