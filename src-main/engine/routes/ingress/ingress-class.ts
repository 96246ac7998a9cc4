import { z } from 'zod';
import { type EntryObject, nameOf } from '../../kube/kube-objects.ts';
import { shownName } from '../cluster-text.ts';
import type { AskedController } from '../entrance/controllers.ts';
import { itemsOf, type RouteWorld } from '../world.ts';

/** By which controller an Ingress is served, as far as its class tells. `name` is fit to be shown. */
export type IngressClass =
  | { readonly state: 'known'; readonly name: string; readonly controller: string | null }
  /** It names none, and takes the cluster's default. */
  | { readonly state: 'default'; readonly name: string; readonly controller: string | null }
  /** By a name that controllers compare with one of their own: in the annotation of old, or in a cluster without classes. */
  | { readonly state: 'annotated'; readonly name: string }
  /** The cluster has no such class. */
  | { readonly state: 'dangling'; readonly name: string }
  | { readonly state: 'unread'; readonly name: string | null }
  | { readonly state: 'none' };

const Spec = z.object({ controller: z.string() });

/** The name of the class that an Ingress asks for; null where it asks for none. */
function askedClass({ spec, metadata }: EntryObject): string | null {
  const named = spec?.['ingressClassName'] || metadata?.annotations?.['kubernetes.io/ingress.class'];
  return typeof named === 'string' && named !== '' ? named : null;
}

export function classOf(ingress: EntryObject, { entries: { ingressClasses } }: RouteWorld): IngressClass {
  const asked = askedClass(ingress);
  const name = asked === null ? null : shownName(asked);
  if (ingressClasses.state === 'unreadable') return { state: 'unread', name };
  const found = itemsOf(ingressClasses).find((each) =>
    asked === null ? isDefault(each) : each.metadata?.name === asked,
  );
  if (found !== undefined)
    return {
      state: asked === null ? 'default' : 'known',
      name: nameOf(found),
      controller: Spec.safeParse(found.spec).data?.controller ?? null,
    };
  if (name === null) return { state: 'none' };
  const needsNone = ingressClasses.state === 'absent' || !ingress.spec?.['ingressClassName'];
  return { state: needsNone ? 'annotated' : 'dangling', name };
}

/** What is known of the controller; nothing of a class that is not there. */
export function controllerOf(its: IngressClass): AskedController {
  switch (its.state) {
    case 'known':
    case 'default':
      return { controller: its.controller, className: its.name };
    case 'annotated':
    case 'unread':
      return { controller: null, className: its.name };
    case 'dangling':
    case 'none':
      return { controller: null, className: null };
  }
}

function isDefault({ metadata }: EntryObject): boolean {
  return metadata?.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true';
}
