import { expect, test } from 'vitest';
import { message } from '../../../src-main/shared/language/message.ts';
import type { Route, RouteKind, RouteMap } from '../../../src-main/shared/route.ts';
import { boxHeight, layMap } from '../../../src-renderer/text/way-map.ts';

const http = { name: 'http', port: 80, protocol: 'TCP' } as const;

function route(
  kind: RouteKind,
  state: Route['state'] = { state: 'open' },
  service: string | null = 'web',
): Route {
  return {
    key: kind,
    kind,
    opener: { kind: 'Service', namespace: 'shop', name: 'web' },
    servedBy: null,
    service,
    port: http,
    access: { by: 'network', addresses: [] },
    state,
    notes: [],
  };
}

function mapOf(parts: Partial<RouteMap>): RouteMap {
  return {
    target: { context: 'demo', namespace: 'shop', kind: 'service', name: 'web' },
    routes: [],
    services: [{ name: 'web', ports: [http], readyPods: 1, totalPods: 2 }],
    pods: [
      { name: 'web-1', node: 'node1', ready: true },
      { name: 'web-2', node: null, ready: false },
    ],
    unread: [],
    ...parts,
  };
}

const why = message('ways.noPod');

test('ways lead from this computer through the service to its pods, drawn as open, blocked or faint', () => {
  const { boxes, lines } = layMap(
    mapOf({
      routes: [
        route('nodePort'),
        route('loadBalancer', { state: 'waiting', why, since: null }),
        route('clusterIp', { state: 'inside', why }),
      ],
    }),
  );
  expect([boxes.map(({ title, tone }) => [title, tone]), lines.map(({ key, tone }) => [key, tone])]).toEqual([
    [
      ['This computer', 'plain'],
      ['Node port', 'open'],
      ['Load balancer', 'blocked'],
      ['Cluster IP', 'faint'],
      ['Service web', 'plain'],
      ['web-1', 'open'],
      ['web-2', 'blocked'],
    ],
    [
      ['computer entry nodePort shop/web', 'open'],
      ['entry nodePort shop/web service web', 'open'],
      ['computer entry loadBalancer shop/web', 'blocked'],
      ['entry loadBalancer shop/web service web', 'blocked'],
      ['computer entry clusterIp shop/web', 'faint'],
      ['entry clusterIp shop/web service web', 'faint'],
      ['service web pod web-1', 'open'],
      ['service web pod web-2', 'blocked'],
    ],
  ]);
});

test('what answered is drawn as open, and what should be open but did not answer as blocked', () => {
  const routes = [
    route('nodePort'),
    route('clusterIp', { state: 'inside', why }),
    route('externalIp', { state: 'inside', why }),
  ];
  const { boxes } = layMap(mapOf({ routes }), ({ kind }) => kind === 'externalIp');
  expect(boxes.filter(({ key }) => key.startsWith('entry')).map(({ tone }) => tone)).toEqual([
    'blocked',
    'faint',
    'open',
  ]);
});

test('a way straight to pods passes by the services', () => {
  const { lines } = layMap(mapOf({ services: [], routes: [route('hostPort', { state: 'open' }, null)] }));
  expect(lines.map(({ key }) => key)).toEqual([
    'computer entry hostPort shop/web',
    'entry hostPort shop/web pod web-1',
    'entry hostPort shop/web pod web-2',
  ]);
});

test('of hundreds the map shows a few and says how many more there are, and no box lies on another', () => {
  const pods = Array.from({ length: 300 }, (_, index) => ({ name: `web-${index}`, node: null, ready: true }));
  const routes = Array.from({ length: 40 }, (_, index) => ({
    ...route('ingress'),
    opener: { kind: 'Ingress', namespace: 'shop', name: `web-${index}` },
  }));
  const { boxes, width, height } = layMap(mapOf({ pods, routes }));
  const overlaps = boxes.filter((one) =>
    boxes.some((other) => one !== other && one.x === other.x && Math.abs(one.y - other.y) < boxHeight),
  );
  const outside = boxes.filter((box) => box.x + box.width > width || box.y < 0 || box.y + boxHeight > height);
  expect([
    boxes.filter(({ key }) => key.startsWith('more')).map(({ title }) => title),
    boxes.length,
    overlaps,
    outside,
  ]).toEqual([['32 more', '294 more'], 18, [], []]);
});
