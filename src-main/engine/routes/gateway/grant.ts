import { message } from '../../../shared/language/message.ts';
import type { RouteState } from '../../../shared/route.ts';
import { broken } from '../route-states.ts';
import { itemsOf, type RouteWorld } from '../world.ts';
import type { NamedRoute } from './attachment.ts';
import { gatewayGroup, readReferenceGrant } from './gateway-objects.ts';

/** Why a route of another namespace may not lead to a service, whose own namespace has to grant it; null where it may. */
export function grantTrouble(
  { kind, namespace: from }: NamedRoute,
  service: { readonly namespace: string; readonly name: string },
  { entries: { referenceGrants } }: RouteWorld,
): RouteState | null {
  const { namespace, name } = service;
  if (from === namespace) return null;
  if (referenceGrants.state === 'unreadable')
    return { state: 'unknown', why: message('gateway.grantsUnread', { namespace, from }) };
  const isGranted = itemsOf(referenceGrants)
    .filter(({ metadata }) => metadata?.namespace === namespace)
    .some((object) => {
      const { spec } = readReferenceGrant(object) ?? {};
      return (
        spec?.from.some(
          (each) => each.group === gatewayGroup && each.kind === kind && each.namespace === from,
        ) === true &&
        spec.to.some((each) => each.group === '' && each.kind === 'Service' && (each.name || name) === name)
      );
    });
  return isGranted ? null : broken(message('gateway.grantMissing', { kind, from, name, namespace }));
}
