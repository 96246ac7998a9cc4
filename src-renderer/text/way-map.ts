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
/** More of a column are one box that says how many. */
const shownAtMost = { entries: 8, services: 4, pods: 6 } as const;

interface Entry {
  readonly key: string;
  readonly kind: RouteKind;
  readonly routes: readonly Route[];
}

/** Whether anything answered where a route leads in; null where nothing was tried. */
export type Answers = (route: Route) => boolean | null;

/** Draws the way from outside to the pods, left to right: entries, services, pods. */
export function layMap(map: RouteMap, answers: Answers = () => null): WayMap {
  const entries = entriesOf(map.routes);
  const shown = {
    entries: entries.slice(0, shownAtMost.entries),
    services: map.services.slice(0, shownAtMost.services),
    pods: map.pods.slice(0, shownAtMost.pods),
  };
  const more = {
    entries: entries.length - shown.entries.length,
    services: map.services.length - shown.services.length,
    pods: map.pods.length - shown.pods.length,
  };
  const counts = (['entries', 'services', 'pods'] as const).map(
    (column) => shown[column].length + (more[column] > 0 ? 1 : 0),
  );
  const rows = Math.max(1, ...counts);
  const place = placer(rows);
  const computer: MapBox = {
    ...place('computer', 1)(0),
    key: 'computer',
    title: t('ways.thisComputer'),
    note: '',
    tone: 'plain',
  };
  const columnOf = <T>(
    column: 'entries' | 'services' | 'pods',
    items: readonly T[],
    box: (item: T) => Omit<MapBox, 'x' | 'y' | 'width'>,
  ) => {
    const rest = more[column];
    const at = place(column, items.length + (rest > 0 ? 1 : 0));
    const boxes = items.map((item, index) => ({ ...at(index), ...box(item) }));
    const last = {
      ...at(items.length),
      key: `more ${column}`,
      title: t('ways.more', { count: rest }),
      note: '',
      tone: 'faint' as const,
    };
    return rest > 0 ? [...boxes, last] : boxes;
  };
  const entryBoxes = columnOf('entries', shown.entries, (entry) => entryBox(entry, answers));
  const serviceBoxes = columnOf('services', shown.services, serviceBox);
  const podBoxes = columnOf('pods', shown.pods, podBox);
  const boxOf = (boxes: readonly MapBox[], key: string) => boxes.find((box) => box.key === key);
  const lines = [
    ...shown.entries.flatMap((entry) => {
      const own = boxOf(entryBoxes, entry.key);
      if (own === undefined) return [];
      const service = entry.routes.find((route) => route.service !== null)?.service ?? null;
      const through = boxOf(serviceBoxes, `service ${service ?? ''}`);
      const ends = through === undefined ? podBoxes : [through];
      return [line(computer, own, own.tone), ...ends.map((end) => line(own, end, own.tone))];
    }),
    ...map.services.flatMap(({ name, readyPods }) => {
      const own = boxOf(serviceBoxes, `service ${name}`);
      return own === undefined
        ? []
        : podBoxes.map((pod) => line(own, pod, readyPods > 0 ? pod.tone : 'blocked'));
    }),
  ];
  const last = podBoxes.length > 0 ? columns.pods : columns.services;
  return {
    width: last.x + last.width + margin,
    height: rows * step + margin,
    boxes: [computer, ...entryBoxes, ...serviceBoxes, ...podBoxes],
    lines,
  };
}

/** The routes that one box stands for: those of a kind that one object opens. */
function entriesOf(routes: readonly Route[]): Entry[] {
  const groups = Map.groupBy(routes, ({ kind, opener }) => `${kind} ${opener.namespace}/${opener.name}`);
  return [...groups].flatMap(([key, members]) => {
    const [first] = members;
    return first === undefined ? [] : [{ key: `entry ${key}`, kind: first.kind, routes: members }];
  });
}

function entryBox({ key, kind, routes }: Entry, answers: Answers): Omit<MapBox, 'x' | 'y' | 'width'> {
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

/** What goes through it is told by its ways; here only how many of its pods there are to take it. */
function serviceBox({ name, readyPods, totalPods }: RouteService): Omit<MapBox, 'x' | 'y' | 'width'> {
  return {
    key: `service ${name}`,
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

function podBox(pod: RoutePod): Omit<MapBox, 'x' | 'y' | 'width'> {
  const { name, ready } = pod;
  return { key: `pod ${name}`, title: name, note: podNote(pod), tone: ready ? 'open' : 'blocked' };
}

/** Each column stands in the middle of the map. */
function placer(rows: number) {
  return (column: Column, count: number) => {
    const { x, width } = columns[column];
    const top = ((rows - count) * step) / 2 + margin / 2;
    return (index: number) => ({ x, width, y: top + index * step });
  };
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
