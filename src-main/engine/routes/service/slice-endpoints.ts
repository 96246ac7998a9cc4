import type { EndpointSliceObject, SliceEndpoint } from '../../kube/kube-objects.ts';

/** An endpoint with its slice, which has the ports. */
export interface End {
  readonly slice: EndpointSliceObject;
  readonly end: SliceEndpoint;
}

export function endsOf(slices: readonly EndpointSliceObject[]): End[] {
  return slices.flatMap((slice) => (slice.endpoints ?? []).map((end) => ({ slice, end })));
}

/** Those that take connections: the ready ones, and only where there are none those that serve to their end (KEP-1669). */
export function answering(all: readonly End[]): readonly End[] {
  const ready = all.filter(isReady);
  return ready.length > 0 ? ready : all.filter(isServingToItsEnd);
}

/** With `publishNotReadyAddresses` also one that is being deleted. */
export function isReady({ end: { conditions } }: End): boolean {
  return conditions?.ready !== false;
}

export function isServingToItsEnd({ end }: End): boolean {
  return end.conditions?.serving === true && isEnding({ end });
}

export function isEnding({ end: { conditions } }: Pick<End, 'end'>): boolean {
  return conditions?.terminating === true;
}
