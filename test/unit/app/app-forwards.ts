import { randomUUID } from 'node:crypto';
import { defaultSettings, type Forward } from '../../../src-main/shared/forward.ts';
import { parsePortPair } from '../../../src-main/shared/port-pair.ts';
import type { SessionState } from '../../../src-main/shared/session.ts';

/** A saved forward to `svc/web` with the given ports in kubectl's grammar. */
export function savedForward(label: string, ports: string[], addresses = ['127.0.0.1', '::1']): Forward {
  return {
    id: randomUUID(),
    label,
    target: { context: 'kind-dev', namespace: 'shop', kind: 'service', name: 'web' },
    ports: ports.map(parsePortPair),
    addresses,
    ...defaultSettings,
    wanted: true,
    startedAt: null,
  };
}

/** The state of a forward whose ports all listen, on the given numbers, with a ready pod. */
export function activeOn(forward: Forward, ...ports: number[]): Extract<SessionState, { phase: 'active' }> {
  return {
    phase: 'active',
    bound: ports.map((port, index) => ({
      remote: forward.ports[index]?.remote ?? 'http',
      endpoints: forward.addresses.map((address) => ({ address, port })),
    })),
    pod: { namespace: 'shop', name: 'web-1', uid: 'u1', node: null },
    since: 0,
  };
}
