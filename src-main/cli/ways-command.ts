import { message, say } from '../shared/language/message.ts';
import { type AddressProbe, probeWords } from '../shared/probe.ts';
import { addressText, type Route, type RouteMap, type RouteState } from '../shared/route.ts';
import { formatTarget } from '../shared/target.ts';
import { wayVerdict } from '../shared/way-verdict.ts';
import type { WaysCommand } from './arguments.ts';
import { openEngine } from './open-engine.ts';
import { type Probes, probeCells, probeWays } from './probed-ways.ts';
import { formatTable } from './table.ts';
import type { Terminal } from './terminal.ts';

/** Prints the ways in to one target. Throws `targetNotFound` and what the cluster refuses. */
export async function ways(command: WaysCommand, terminal: Terminal, signal: AbortSignal): Promise<void> {
  await using open = await openEngine(command, (message) => terminal.tell(`warning: ${message}`));
  const { engine, context } = open;
  const namespace = command.namespace ?? context.namespace;
  const map = await engine.routes.read({ ...command.target, context: context.name, namespace }, signal);
  const unread = map.unread.map(({ resource }) => resource);
  if (unread.length > 0)
    terminal.tell(`warning: ${say('en', message('ways.unread', { resources: unread }))}`);
  const probes: Probes = command.probe
    ? await probeWays(engine.routes, map.routes, terminal, signal)
    : () => undefined;
  if (command.output === 'json') terminal.print(JSON.stringify(asJson(map, probes), null, 2));
  else {
    terminal.print(table(map, probes));
    // Beside the table, which other programs may read.
    if (command.probe)
      terminal.tell(
        say(
          'en',
          wayVerdict(map.routes, (route, address) => probes(route, address)?.result),
        ),
      );
  }
}

function table({ target, routes }: RouteMap, probes: Probes): string {
  if (routes.length === 0) return `No way in to ${formatTarget(target)} is known.`;
  const rows = routes.flatMap((route) => {
    const words = [say('en', message(`ways.kind.${route.kind}`)), portText(route)];
    const tried = probeCells(route, probes);
    const lines = tried.length > 0 ? tried : [[placeText(route), stateText(route.state)]];
    return lines.map((line, index) => [...(index === 0 ? words : ['', '']), ...line]);
  });
  return formatTable(['WAY IN', 'PORT', 'ADDRESS', 'STATE'], rows);
}

function portText({ port }: Route): string {
  if (port === null) return '';
  const suffix = port.protocol === 'TCP' ? '' : `/${port.protocol}`;
  return `${port.name === null ? '' : `${port.name} `}${String(port.port)}${suffix}`;
}

/** The first address; how many more there are. */
function placeText({ access }: Route): string {
  switch (access.by) {
    case 'forward':
      return `portolan forward ${formatTarget(access.target)} :${access.remote}`;
    case 'apiServer':
      return access.path;
    case 'network': {
      const [first, ...more] = access.addresses;
      if (first === undefined) return '';
      return `${addressText(first)}${more.length === 0 ? '' : ` +${String(more.length)}`}`;
    }
  }
}

function stateText(state: RouteState): string {
  return say('en', state.state === 'open' ? message('ways.open') : state.why);
}

/** The same for programs: sentences in English, addresses as one writes them. */
function asJson({ target, routes, services, pods, unread }: RouteMap, probes: Probes): object {
  return {
    target,
    routes: routes.map((route) => {
      const { kind, opener, servedBy, serving, service, port, state, notes } = route;
      return {
        kind,
        opener,
        servedBy,
        ...(serving !== undefined && { serving }),
        service,
        port,
        access: accessJson(route, probes),
        state: state.state,
        why: state.state === 'open' ? null : say('en', state.why),
        ...(state.state === 'waiting' && { since: state.since }),
        notes: notes.map((note) => say('en', note)),
      };
    }),
    services,
    pods,
    unread: unread.map(({ resource, problem }) => ({ resource, problem: problem.message })),
  };
}

function accessJson(route: Route, probes: Probes): object {
  const { access } = route;
  if (access.by !== 'network') return access;
  const addresses = access.addresses.map((address) => {
    const text = addressText(address);
    const probe = probes(route, text);
    return {
      text,
      ...address,
      ...(probe !== undefined && { probe: probeJson(probe) }),
    };
  });
  return { by: access.by, addresses };
}

function probeJson({ result, resolved }: AddressProbe): object {
  return { ...result, ...(resolved.length > 0 && { resolved }), text: say('en', probeWords(result)) };
}
