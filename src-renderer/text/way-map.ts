import {
  addressText,
  type Route,
  type RouteKind,
  type RouteMap,
  type RoutePod,
  type RouteService,
  type RouteState,
} from '../../src-main/shared/route.ts';
import { t } from '../language.svelte.ts';

/** How a box or line is drawn: a way that nothing is known to block, one that is blocked, or one that leads nowhere from here. */
export type MapTone = 'open' | 'blocked' | 'faint' | 'plain';

export interface MapBox {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly title: string;
  readonly note: string;
  readonly tone: MapTone;
}

type UnplacedBox = Omit<MapBox, 'x' | 'y' | 'width'>;

export interface MapLine {
  readonly key: string;
  /** As `d` of an SVG path. */
  readonly path: string;
  readonly tone: MapTone;
}

/** A drawn map, in CSS pixels. */
export interface WayMap {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly MapBox[];
  readonly lines: readonly MapLine[];
}

export const boxHeight = 42;
const step = 51;
const margin = 16;
const columns = {
  computer: { x: 16, width: 130 },
  entries: { x: 222, width: 210 },
  services: { x: 500, width: 150 },
  pods: { x: 712, width: 190 },
} as const;
type Column = keyof typeof columns;
type Boxes = Readonly<Record<Column, readonly MapBox[]>>;
/** More of a column are one box that says how many. */
const shownAtMost = { entries: 8, services: 4, pods: 6 } as const;

interface Entry {
  readonly key: string;
  readonly kind: RouteKind;
  readonly routes: readonly Route[];
}

/** Whether anything answered where a route leads in; null where nothing was tried. */
export type Answers = (route: Route) => boolean | null;

/** Draws the way from outside to the pods, left to right: this computer, entries, services, pods. */
export function layMap(map: RouteMap, answers: Answers = () => null): WayMap {
  const entries = entriesOf(map.routes);
  const shown = {
    computer: [computerBox()],
    entries: atMost('entries', entries, (entry) => entryBox(entry, answers)),
    services: atMost('services', map.services, serviceBox),
    pods: atMost('pods', map.pods, podBox),
  };
  const rows = Math.max(...Object.values(shown).map(({ length }) => length));
  const boxes = {
    computer: placed('computer', shown.computer, rows),
    entries: placed('entries', shown.entries, rows),
    services: placed('services', shown.services, rows),
    pods: placed('pods', shown.pods, rows),
  };
  const last = shown.pods.length > 0 ? columns.pods : columns.services;
  return {
    width: last.x + last.width + margin,
    height: rows * step + margin,
    boxes: Object.values(boxes).flat(),
    lines: [
      ...entries.flatMap((entry) => linesOfEntry(entry, boxes)),
      ...map.services.flatMap((service) => linesOfService(service, boxes)),
    ],
  };
}

/** The first of a column, and a box that says how many more there are. */
function atMost<T>(
  column: keyof typeof shownAtMost,
  items: readonly T[],
  boxOf: (item: T) => UnplacedBox,
): UnplacedBox[] {
  const boxes = items.slice(0, shownAtMost[column]).map(boxOf);
  const count = items.length - boxes.length;
  if (count === 0) return boxes;
  return [...boxes, { key: `more ${column}`, title: t('ways.more', { count }), note: '', tone: 'faint' }];
}

/** Each column stands in the middle of the map. */
function placed(column: Column, boxes: readonly UnplacedBox[], rows: number): MapBox[] {
  const { x, width } = columns[column];
  const top = ((rows - boxes.length) * step) / 2 + margin / 2;
  return boxes.map((box, index) => ({ ...box, x, width, y: top + index * step }));
}

/** From this computer to the entry, and on to its service; to the pods where there is none, or none that is shown. */
function linesOfEntry({ key, routes }: Entry, { computer, entries, services, pods }: Boxes): MapLine[] {
  const own = entries.find((box) => box.key === key);
  if (own === undefined) return [];
  const name = routes.find(({ service }) => service !== null)?.service ?? '';
  const through = services.filter((box) => box.key === serviceKey(name));
  const ends = through.length === 0 ? pods : through;
  return [
    ...computer.map((from) => line(from, own, own.tone)),
    ...ends.map((end) => line(own, end, own.tone)),
  ];
}

/** From a service that is shown to all pods, where it has any that can take it. */
function linesOfService({ name, readyPods }: RouteService, { services, pods }: Boxes): MapLine[] {
  const own = services.filter((box) => box.key === serviceKey(name));
  return own.flatMap((from) => pods.map((pod) => line(from, pod, readyPods > 0 ? pod.tone : 'blocked')));
}

/** The routes that one box stands for: those of a kind that one object opens. */
function entriesOf(routes: readonly Route[]): Entry[] {
  const groups = Map.groupBy(routes, ({ kind, opener }) => `${kind} ${opener.namespace}/${opener.name}`);
  return [...groups].flatMap(([key, members]) => {
    const [first] = members;
    return first === undefined ? [] : [{ key: `entry ${key}`, kind: first.kind, routes: members }];
  });
}

function computerBox(): UnplacedBox {
  return { key: 'computer', title: t('ways.thisComputer'), note: '', tone: 'plain' };
}

function entryBox({ key, kind, routes }: Entry, answers: Answers): UnplacedBox {
  const titled = t(`ways.kind.${kind}`);
  const [{ servedBy } = { servedBy: null }] = routes;
  return {
    key,
    title: servedBy === null ? titled : `${titled} · ${servedBy}`,
    note: [...new Set(routes.flatMap(placeOf))].join(', '),
    tone: toneOf(routes, answers),
  };
}

/** Where a way begins, in few words. */
function placeOf({ access, port, state }: Route): string[] {
  switch (access.by) {
    case 'forward':
    case 'apiServer':
      return port === null ? [] : [port.name ?? String(port.port)];
    case 'network': {
      if (access.addresses.length === 0)
        return state.state === 'open' ? [] : [t(`ways.state.${state.state}`)];
      return access.addresses.map((address) =>
        address.path === null ? addressText(address).replace(/^\w+:\/\//, '') : address.host,
      );
    }
  }
}

/** The best of them; an answer counts more than what the cluster says, and its lack only for what should be open. */
function toneOf(routes: readonly Route[], answers: Answers): MapTone {
  const tones = new Set(
    routes.map((route) => {
      const answered = answers(route);
      if (answered === true) return 'open';
      return answered === false && route.state.state === 'open' ? 'blocked' : stateTones[route.state.state];
    }),
  );
  if (tones.has('open')) return 'open';
  return tones.has('faint') ? 'faint' : 'blocked';
}

const stateTones: Readonly<Record<RouteState['state'], MapTone>> = {
  open: 'open',
  inside: 'faint',
  unknown: 'faint',
  waiting: 'blocked',
  broken: 'blocked',
  denied: 'blocked',
};

function serviceKey(name: string): string {
  return `service ${name}`;
}

/** What goes through it is told by its ways; here only how many of its pods there are to take it. */
function serviceBox({ name, readyPods, totalPods }: RouteService): UnplacedBox {
  return {
    key: serviceKey(name),
    title: t('ways.service', { name }),
    note: totalPods === 0 ? t('catalog.noPods') : t('ways.readyPods', { ready: readyPods, total: totalPods }),
    tone: 'plain',
  };
}

/** Whether a pod is ready, and where it runs. */
export function podNote({ node, ready }: RoutePod): string {
  const word = t(ready ? 'ways.podReady' : 'catalog.notReady');
  return node === null ? word : `${word} · ${node}`;
}

function podBox(pod: RoutePod): UnplacedBox {
  const { name, ready } = pod;
  return { key: `pod ${name}`, title: name, note: podNote(pod), tone: ready ? 'open' : 'blocked' };
}

function line(from: MapBox, to: MapBox, tone: MapTone): MapLine {
  const [x1, y1] = [from.x + from.width, from.y + boxHeight / 2];
  const [x2, y2] = [to.x, to.y + boxHeight / 2];
  const bend = (x2 - x1) / 2;
  return {
    key: `${from.key} ${to.key}`,
    path: `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`,
    tone,
  };
}
