import { expect, it } from 'vitest';
import type { EntryObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import {
  type TraefikBackend,
  traefikEnds,
  traefikServices,
} from '../../../../src-main/engine/routes/custom/traefik-services.ts';
import { entry, hostile } from './custom-samples.ts';
import { read, worldWith } from '../world-samples.ts';

const plain = { kind: null, name: 'web', namespace: null, port: 80, weight: null };
const to = (name: string, rest: Partial<TraefikBackend> = {}) => ({ ...plain, name, ...rest });
const by = (name: string, rest: Partial<TraefikBackend> = {}) =>
  to(name, { kind: 'TraefikService', port: null, ...rest });
const weighted = (name: string, ...services: readonly unknown[]) => entry(name, { weighted: { services } });

/** Ends of a rule in `shop` that leads to the TraefikService `first`, or to what is given. */
function ends(objects: readonly EntryObject[], backend: TraefikBackend = by('first')): string[] {
  const services = traefikServices(worldWith({ entries: { traefikServices: read(...objects) } }));
  return traefikEnds(backend, 'shop', services).map(
    ({ namespace, name, port, isWithoutWeight, isAcross }) =>
      `${namespace}/${name}:${port}${isWithoutWeight ? ' without weight' : ''}${isAcross ? ' across' : ''}`,
  );
}

it.each([
  ['a service', [], to('web'), ['shop/web:80']],
  ['a service of another namespace', [], to('web', { namespace: 'other' }), ['other/web:80 across']],
  [
    'services by their weights',
    [weighted('first', to('web', { weight: 3 }), to('next', { weight: 0 }))],
    by('first'),
    ['shop/web:80', 'shop/next:80 without weight'],
  ],
  [
    'the service that is mirrored, and not those that get copies',
    [entry('first', { mirroring: { ...to('web'), mirrors: [to('copy')] } })],
    by('first'),
    ['shop/web:80'],
  ],
  [
    'services by the highest random weight',
    [entry('first', { highestRandomWeight: { services: [to('web', { port: 'http' })] } })],
    by('first'),
    ['shop/web:http'],
  ],
  [
    'services of TraefikServices of TraefikServices',
    [weighted('first', by('second', { weight: 0 })), weighted('second', to('web'))],
    by('first'),
    ['shop/web:80 without weight'],
  ],
  [
    'services beside a TraefikService of another namespace',
    [
      entry(
        'first',
        { weighted: { services: [to('web'), to('back', { namespace: 'shop' })] } },
        undefined,
        'edge',
      ),
    ],
    by('first', { namespace: 'edge' }),
    ['edge/web:80 across', 'shop/back:80 across'],
  ],
])('a rule leads to %s', (_what, objects, backend, expected) => {
  expect(ends(objects, backend)).toEqual(expected);
});

it.each([
  ['nobody has', []],
  ['leads back to itself', [weighted('first', by('second')), weighted('second', by('first'))]],
  [
    'is nested beyond any reason',
    [
      weighted('first', by('t1')),
      ...Array.from({ length: 20 }, (_, at) => weighted(`t${at + 1}`, by(`t${at + 2}`))),
      weighted('t21', to('web')),
    ],
  ],
  ['is of Traefik itself', [weighted('first', { ...plain, kind: 'TraefikService', name: 'api@internal' })]],
])('a TraefikService that %s leads nowhere', (_what, objects) => {
  expect(ends(objects)).toEqual([]);
});

it('one that leads to far too many leads to the first of them', () => {
  const many = Array.from({ length: 40 }, () => to('web'));
  const nested = weighted('first', ...Array.from({ length: 40 }, () => by('second')));
  expect(ends([nested, weighted('second', ...many)])).toHaveLength(1000);
});

it.each(hostile.map((each) => [JSON.stringify(each), each]))('survives %s anywhere in it', (_text, each) => {
  const objects = [
    { metadata: { name: 'a', namespace: 'shop' }, spec: each } as EntryObject,
    entry('b', { weighted: each, mirroring: each, highestRandomWeight: { services: each } }),
    weighted('first', each, { ...to('web'), weight: each, kind: each }, to('web')),
  ];
  expect(ends(objects)).toContain('shop/web:80');
});
