import type { Route, RoutePort } from '../../src-main/shared/route.ts';
import type { Target } from '../../src-main/shared/target.ts';

/** A forward that reaches the same as a route. */
export interface InsteadOf {
  readonly target: Pick<Target, 'kind' | 'name'>;
  readonly port: RoutePort;
}

/** The forward to a route's port that can be had in its place; null where there is none, or it is the forward itself. */
export function forwardInstead(route: Route, routes: readonly Route[]): InsteadOf | null {
  if (route.access.by === 'forward') return null;
  for (const { access, port, service, state } of routes) {
    if (access.by !== 'forward' || port === null || state.state !== 'open') continue;
    if (service === route.service && isSamePort(port, route.port)) return { target: access.target, port };
  }
  return null;
}

function isSamePort(one: RoutePort, other: RoutePort | null): boolean {
  return one.port === other?.port && one.protocol === other.protocol;
}
