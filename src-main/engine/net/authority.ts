import { formatEndpoint } from '../../shared/bind-address.ts';

/** A host, by name or address, and its port, as a Host header has them. */
export function authorityOf({
  scheme,
  name,
  port,
}: {
  readonly scheme: string;
  readonly name: string;
  readonly port: number;
}): string {
  const host = formatEndpoint({ address: name, port });
  return port === (scheme === 'http' ? 80 : 443) ? host.slice(0, host.lastIndexOf(':')) : host;
}
