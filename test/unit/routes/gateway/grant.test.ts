import { describe, expect, it } from 'vitest';
import { read, unread } from '../world-samples.ts';
import { route, toldOf } from './gateway-samples.ts';

describe('a route of another namespace', () => {
  const from = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'edge' };
  const service = { group: '', kind: 'Service' };
  const edge = route(
    { rules: [{ backendRefs: [{ name: 'web', namespace: 'shop', port: 80 }] }] },
    { namespace: 'edge' },
  );
  const grant = (its: object, to: object) =>
    toldOf(edge, {
      referenceGrants: read({
        metadata: { namespace: 'shop', name: 'edge' },
        spec: { from: [{ ...from, ...its }], to: [to] },
      }),
    })[0]?.[1];

  it('leads to a service only where a ReferenceGrant of its namespace allows that', () => {
    const needed =
      'broken: Namespace shop needs a ReferenceGrant from HTTPRoute in namespace edge to Service web; without it the gateway sends nothing there.';
    expect([
      toldOf(edge)[0]?.[1],
      grant({}, service),
      grant({}, { ...service, name: 'web' }),
      grant({}, { ...service, name: 'next' }),
      grant({}, { group: '', kind: 'Secret' }),
      grant({ kind: 'GRPCRoute' }, service),
      grant({ namespace: 'shop' }, service),
      toldOf(edge, { referenceGrants: { state: 'absent' } })[0]?.[1],
    ]).toEqual([needed, 'open', 'open', needed, needed, needed, needed, needed]);
  });

  it('is not known to be allowed where grants may not be read', () => {
    expect(toldOf(edge, { referenceGrants: unread() })[0]?.[1]).toBe(
      'unknown: You may not list the ReferenceGrants of namespace shop, one of which has to allow routes of namespace edge.',
    );
  });
});
