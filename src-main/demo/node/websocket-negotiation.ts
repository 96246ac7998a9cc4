import { badRequest } from '../api/status-error.ts';

export const tunnelProtocol = 'SPDY/3.1+portforward.k8s.io';
export const v4Protocols = ['v4.channel.k8s.io', 'v4.base64.channel.k8s.io'] as const;
export type V4Protocol = (typeof v4Protocols)[number];

/** What a WebSocket for port-forward becomes, or the plain answer with which it is refused. */
export type WebSocketPlan =
  | { readonly kind: 'tunnel' }
  /** Without a subprotocol asked for, the server speaks v4 and names none. */
  | { readonly kind: 'v4'; readonly protocol: V4Protocol | ''; readonly ports: readonly number[] }
  | { readonly kind: 'refused'; readonly code: number; readonly text: string };

/** The ports of a request's query; throws the API server's words for what is none. */
export function portsOf(query: URLSearchParams): number[] {
  return query
    .getAll('ports')
    .flatMap((list) => list.split(','))
    .map((text) => {
      const failed = (reason: string): Error =>
        badRequest(`cannot convert to []int32: strconv.ParseUint: parsing "${text}": ${reason}`);
      if (!/^\d+$/.test(text)) throw failed('invalid syntax');
      if (Number(text) > 65_535) throw failed('value out of range');
      return Number(text);
    });
}

/**
 * Chooses as the API server and the runtime do: the tunnel wherever it is offered to a server that has it, otherwise the
 * first of the client's protocols that is v4 (tunnel.md 1.2).
 */
export function planWebSocket(
  offered: readonly string[],
  ports: readonly number[],
  hasTunnel: boolean,
): WebSocketPlan {
  if (hasTunnel && offered.includes(tunnelProtocol)) return { kind: 'tunnel' };
  if (ports.length === 0) return { kind: 'refused', code: 400, text: 'query parameter "port" is required' };
  if (ports.includes(0)) return { kind: 'refused', code: 400, text: 'port "0" must be > 0' };
  const protocol = offered.length === 0 ? '' : offered.find(isV4);
  return protocol === undefined ? { kind: 'refused', code: 403, text: '' } : { kind: 'v4', protocol, ports };
}

function isV4(protocol: string): protocol is V4Protocol {
  return v4Protocols.some((known) => known === protocol);
}
