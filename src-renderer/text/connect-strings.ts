import type { Protocol } from '../../src-main/shared/likely-protocol.ts';
import type { Endpoint } from '../../src-main/shared/session.ts';
import { t } from '../language.svelte.ts';

/** One ready text that a program takes to connect, and the name of the kind of program. */
export interface ConnectString {
  readonly name: string;
  readonly text: string;
}

/** Where a program of this computer connects to. */
interface Place {
  /** As in a URL: an IPv6 address in brackets. */
  readonly authority: string;
  readonly host: string;
  readonly port: number;
}

/**
 * The texts that lead the usual programs of a protocol to an endpoint, the most wanted first; for an unknown protocol the
 * lines of an `.env` file alone. None holds a user, a password or a database: those are not known.
 * `label` names the variables of the `.env` lines.
 */
export function connectStrings(
  protocol: Protocol | null,
  endpoint: Endpoint,
  label: string,
): ConnectString[] {
  const place = placeOf(endpoint);
  const name = variableName(label);
  if (protocol === null) {
    return [{ name: '.env', text: `${name}_HOST=${place.host}\n${name}_PORT=${String(place.port)}` }];
  }
  const scheme = schemes[protocol];
  const url = `${scheme}${place.authority}`;
  return [
    { name: scheme === '' ? t('connect.address') : 'URL', text: url },
    ...clients[protocol](place),
    { name: '.env', text: `${name}_URL=${url}` },
  ];
}

/** The URL into which user and password can be put; null for a protocol whose programs take no URL. */
export function urlFor(protocol: Protocol | null, endpoint: Endpoint): string | null {
  const scheme = protocol === null ? '' : schemes[protocol];
  return scheme === '' ? null : `${scheme}${placeOf(endpoint).authority}`;
}

const schemes: Readonly<Record<Protocol, string>> = {
  http: 'http://',
  https: 'https://',
  // A gRPC client takes an authority without a scheme, Kafka's a list of brokers.
  grpc: '',
  postgresql: 'postgresql://',
  mysql: 'mysql://',
  redis: 'redis://',
  mongodb: 'mongodb://',
  amqp: 'amqp://',
  kafka: '',
  nats: 'nats://',
};

const clients: Readonly<Record<Protocol, (place: Place) => ConnectString[]>> = {
  http: ({ authority }) => [{ name: 'curl', text: `curl http://${authority}/` }],
  // The certificate is for the service's own name, not for this computer's.
  https: ({ authority }) => [{ name: 'curl', text: `curl --insecure https://${authority}/` }],
  grpc: ({ authority }) => [{ name: 'grpcurl', text: `grpcurl -plaintext ${authority} list` }],
  postgresql: ({ authority, host, port }) => [
    { name: 'psql', text: `psql -h ${host} -p ${String(port)}` },
    { name: 'JDBC', text: `jdbc:postgresql://${authority}/` },
  ],
  mysql: ({ authority, host, port }) => [
    // For "localhost" the client takes its Unix socket and never looks at the port.
    { name: 'mysql', text: `mysql --protocol=TCP -h ${host} -P ${String(port)}` },
    { name: 'JDBC', text: `jdbc:mysql://${authority}/` },
  ],
  redis: ({ host, port }) => [{ name: 'redis-cli', text: `redis-cli -h ${host} -p ${String(port)}` }],
  // Without directConnection the driver asks for the replica set's members, whose names only the cluster knows.
  mongodb: ({ authority }) => [
    { name: 'mongosh', text: `mongosh "mongodb://${authority}/?directConnection=true"` },
  ],
  amqp: () => [],
  kafka: ({ authority }) => [{ name: 'kcat', text: `kcat -L -b ${authority}` }],
  nats: ({ authority }) => [{ name: 'nats', text: `nats -s nats://${authority} server ping` }],
};

function placeOf({ address, port }: Endpoint): Place {
  const host = address === '127.0.0.1' ? 'localhost' : address;
  const authority = `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
  return { authority, host, port };
}

/** `shop db` becomes `SHOP_DB`: letters, digits and `_`, never a digit first (POSIX, 8.1). */
function variableName(label: string): string {
  const name = label
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  if (name === '') return 'SERVICE';
  return /^\d/.test(name) ? `_${name}` : name;
}
