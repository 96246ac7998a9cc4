import { describe, expect, it } from 'vitest';
import type { EntryObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { hostile } from '../custom/custom-samples.ts';
import { read, refused, unread } from '../world-samples.ts';
import { condition, gateway, listener, route, toldOf } from './gateway-samples.ts';

const onSet = route({ parentRefs: [{ kind: 'ListenerSet', name: 'more' }] });
const ofShop = { namespaces: { from: 'All' } };
const missing = 'Create it, or correct the parentRef that names it.';

/** `shop/more` for the gateway `infra/public`, on port 8080 unless told. */
function set(spec: object = {}, status: object = {}): EntryObject {
  return {
    metadata: { namespace: 'shop', name: 'more' },
    spec: {
      parentRef: { namespace: 'infra', name: 'public' },
      listeners: [listener({ port: 8080, allowedRoutes: {} })],
      ...spec,
    },
    status: { ...status },
  };
}

/** The only route that there is, by that set at a gateway that says so of its listeners. */
function told(
  listenerSet: EntryObject,
  allowedListeners: unknown = ofShop,
  object = onSet,
  world: Parameters<typeof toldOf>[2] = {},
) {
  const entries = { gateways: read(gateway({ allowedListeners })), listenerSets: read(listenerSet) };
  return toldOf(object, entries, world)[0];
}

describe('a ListenerSet', () => {
  it('lets in what hangs on it, at the addresses of its gateway and at its own ports', () => {
    expect(told(set())).toEqual(['http http://shop.example.com:8080/ at 192.0.2.10', 'open']);
  });

  it('lets in nothing that hangs on the gateway itself', () => {
    const both = route({
      parentRefs: [
        { kind: 'ListenerSet', name: 'more' },
        { namespace: 'infra', name: 'public' },
      ],
    });
    const entries = {
      gateways: read(gateway({ allowedListeners: ofShop })),
      listenerSets: read(set()),
    };
    expect(toldOf(both, entries)).toEqual([
      ['http http://shop.example.com:8080/ at 192.0.2.10', 'open'],
      ['http http://shop.example.com/ at 192.0.2.10', 'open'],
    ]);
  });

  it('counts where its gateway takes listeners from its namespace, which it does not unless it says so', () => {
    const selector = { matchLabels: { team: 'shop' } };
    const namespaces = read({ metadata: { name: 'shop', labels: { team: 'shop' } } });
    const others = read({ metadata: { name: 'shop', labels: {} } });
    const state = (allowed: unknown, world = {}) => told(set(), allowed, onSet, world)?.at(-1);
    const notTaken =
      'broken: Gateway infra/public takes no listeners of ListenerSet shop/more. Its allowedListeners have to include that namespace.';
    expect([
      state(null),
      state({}),
      state({ namespaces: {} }),
      state({ namespaces: { from: 'None' } }),
      state({ namespaces: { from: 'Same' } }),
      state({ namespaces: { from: 'Selector', selector } }, { namespaces: others }),
      state('All'),
      state({ namespaces: { from: 'Selector', selector } }, { namespaces }),
      state({ namespaces: { from: 'Selector', selector } }, { namespaces: unread() }),
      state(ofShop),
    ]).toEqual([
      ...Array.from({ length: 7 }, () => notTaken),
      'open',
      'unknown: Gateway infra/public chooses namespaces by their labels, and you may not read those of shop.',
      'open',
    ]);
  });

  it('takes routes of its own namespace unless its listeners say which others', () => {
    const elsewhere = { ...set(), metadata: { namespace: 'edge', name: 'more' } };
    const named = route({ parentRefs: [{ kind: 'ListenerSet', namespace: 'edge', name: 'more' }] });
    expect(told(elsewhere, ofShop, named)).toEqual([
      'broken: ListenerSet edge/more takes no routes from namespace shop. Its allowedRoutes have to include it.',
    ]);
  });

  it('and its listeners say what is wrong with them', () => {
    const bad = (type: string) => [condition(type, 'False', 'Because', `${type} is False.`)];
    const named = route({ parentRefs: [{ kind: 'ListenerSet', name: 'more', sectionName: 'other' }] });
    expect([
      told(set({}, { conditions: bad('Accepted') }))?.at(-1),
      told(set({}, { conditions: bad('Programmed') }))?.at(-1),
      told(set({}, { listeners: [{ name: 'http', conditions: bad('Accepted') }] }))?.at(-1),
      told(set(), ofShop, named)?.at(-1),
    ]).toEqual([
      'broken: ListenerSet shop/more does not work. Accepted is False.',
      'broken: ListenerSet shop/more does not work. Programmed is False.',
      'broken: Listener http of ListenerSet shop/more does not work. Accepted is False.',
      'broken: ListenerSet shop/more has no listener other. Correct the route’s parentRefs.',
    ]);
  });

  it('that is missing, may not be read, or is for a gateway that is not there is told as such', () => {
    const lost = set({ parentRef: { namespace: 'infra', name: 'lost' } });
    const other = set({ parentRef: { kind: 'Service', name: 'public' } });
    const old = route({
      parentRefs: [{ group: 'gateway.networking.x-k8s.io', kind: 'XListenerSet', name: 'more' }],
    });
    expect([
      toldOf(onSet, { listenerSets: read() }),
      toldOf(onSet, { listenerSets: { state: 'absent' } }),
      toldOf(onSet, { listenerSets: unread() }),
      toldOf(onSet, { listenerSets: { state: 'read', items: [], elsewhere: refused } }),
      [told(lost)],
      [told(other)],
      [told(set(), ofShop, old)],
    ]).toEqual([
      [[`broken: There is no ListenerSet shop/more. ${missing}`]],
      [[`broken: There is no ListenerSet shop/more. ${missing}`]],
      [['unknown: You may not read ListenerSet shop/more, which decides whether this route works.']],
      [[`broken: There is no ListenerSet shop/more. ${missing}`]],
      [[`broken: There is no Gateway infra/lost. ${missing}`]],
      [['broken: ListenerSet shop/more has no gateway or no listeners that can be understood.']],
      [
        [
          'unknown: The route hangs on the XListenerSet shop/more, a kind of before Gateway API 1.5 whose listeners are not read.',
        ],
      ],
    ]);
  });

  it.each(hostile.map((each) => [JSON.stringify(each), each]))(
    'survives %s anywhere in it',
    (_text, each) => {
      const sets = [
        set({ parentRef: each }),
        set({ listeners: each }),
        { ...set(), spec: each } as EntryObject,
      ];
      for (const bad of sets) expect(told(bad)?.at(-1)).toMatch(/^(broken|unknown): /);
      expect(told({ ...set(), status: each } as EntryObject)?.at(-1)).toBe('open');
    },
  );
});
