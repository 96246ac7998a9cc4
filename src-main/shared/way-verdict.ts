import { type Message, message } from './language/message.ts';
import { hasAnswered, type ProbeResult } from './probe.ts';
import { addressText, type Route, type RouteKind } from './route.ts';

/** What came of trying an address of a route; undefined where nothing was. */
type ResultOf = (route: Route, address: string) => ProbeResult | undefined;

/** A way by the network that was tried, and where it answered first; null for nowhere. */
interface Tried {
  readonly route: Route;
  readonly answersAt: string | null;
}

/** The ways that others outside the cluster would take, the most public first: what a person means to have. */
const mostPublic = [
  'ingress',
  'gateway',
  'virtualServer',
  'ingressRoute',
  'openshiftRoute',
  'httpProxy',
  'virtualService',
  'loadBalancer',
  'externalIp',
  'nodePort',
  'hostPort',
  'hostNetwork',
] as const satisfies readonly RouteKind[];

/**
 * The ways in compared, in a sentence or two: the most public one that answers from this computer, with the most public one
 * that does not; where none answers, what leads there. Of routes that have all been tried.
 */
export function wayVerdict(routes: readonly Route[], resultOf: ResultOf): Message {
  const tried = mostPublic.flatMap((kind) =>
    routes.filter((route) => route.kind === kind).flatMap((route) => triedOf(route, resultOf)),
  );
  const [good] = tried.flatMap(({ route, answersAt }) => (answersAt === null ? [] : [{ route, answersAt }]));
  if (good === undefined) {
    const canForward = routes.some(({ kind, state }) => kind === 'portForward' && state.state === 'open');
    return message(canForward ? 'ways.onlyForward' : 'ways.nothingAnswers');
  }
  const bad = tried.find(({ route, answersAt }) => answersAt === null && route.kind !== good.route.kind);
  const best = { kind: wayName(good.route), address: good.answersAt };
  return bad === undefined
    ? message('ways.answers', best)
    : message('ways.answersButNot', { ...best, other: wayName(bad.route) });
}

/** None for one that nobody outside is meant to take, and for one whose addresses are none to be tried. */
function triedOf(route: Route, resultOf: ResultOf): Tried[] {
  const { access, state } = route;
  if (access.by !== 'network' || state.state === 'inside') return [];
  const results = access.addresses.flatMap((address) => {
    const text = addressText(address);
    const result = resultOf(route, text);
    return result === undefined || result.result === 'notProbed' ? [] : [{ text, result }];
  });
  if (results.length === 0 && access.addresses.length > 0) return [];
  return [{ route, answersAt: results.find(({ result }) => hasAnswered(result))?.text ?? null }];
}

/** As the lists of ways in call it: `Ingress (nginx)`. */
export function wayName({ kind, servedBy }: Route): Message {
  const name = message(`ways.kind.${kind}`);
  return servedBy === null ? name : message('ways.kindBy', { kind: name, by: servedBy });
}
