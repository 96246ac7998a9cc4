import { describe, expect, it } from 'vitest';
import { message } from '../../../../src-main/shared/language/message.ts';
import { read } from '../world-samples.ts';
import { ingress, nginx, notes, routes, rule } from './ingress-samples.ts';

describe('Ingresses that claim the same place', () => {
  const other = { service: { name: 'other', port: { number: 80 } } };
  const rival = (createdAt: string, more = {}) =>
    ingress({ rules: [rule('a.example', '/', { backend: other })] }, { name: 'rival', createdAt, ...more });
  const own = ingress(
    { rules: [rule('b.example'), rule('a.example')] },
    { createdAt: '2026-02-01T00:00:00Z' },
  );
  const place = { other: 'rival', place: 'a.example/' };

  it.each([
    ['2026-01-01T00:00:00Z', 'rival'],
    ['2026-03-01T00:00:00Z', 'shop'],
  ])('are told, and that ingress-nginx serves the older one (%s)', (createdAt, older) => {
    expect(notes(routes([own, rival(createdAt)]))).toEqual([
      message('ingress.conflictServed', { ...place, older }),
    ]);
  });

  it('are told without more where they are equally old', () => {
    expect(notes(routes([own, rival('2026-02-01T00:00:00Z')]))).toEqual([
      message('ingress.conflict', { ...place, older: null }),
    ]);
  });

  it('are told without a winner where the controller is another', () => {
    const ingressClasses = read({
      metadata: { name: 'nginx' },
      spec: { controller: 'nginx.org/ingress-controller' },
    });
    expect(notes(routes([own, rival('2026-01-01T00:00:00Z')], { entries: { ingressClasses } }))).toEqual([
      message('ingress.conflict', { ...place, older: 'rival' }),
    ]);
  });

  it('are told where one names no class and the other names the default one', () => {
    const classless = ingress(
      { rules: [rule('a.example', '/', { backend: other })], ingressClassName: undefined },
      { name: 'rival', createdAt: '2026-01-01T00:00:00Z' },
    );
    const annotations = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
    const told = (its: typeof nginx) =>
      notes(routes([own, classless], { entries: { ingressClasses: read(its) } }));
    expect([told({ ...nginx, metadata: { name: 'nginx', annotations } }), told(nginx)]).toEqual([
      [message('ingress.conflictServed', { ...place, older: 'rival' })],
      [],
    ]);
  });

  it.each([
    ['of another class', { ...rival('2026'), spec: { ...rival('2026').spec, ingressClassName: 'edge' } }],
    ['for the same service', ingress({ rules: [rule('a.example')] }, { name: 'same' })],
    [
      'for exactly this path',
      ingress({ rules: [rule('a.example', '/', { pathType: 'Exact', backend: other })] }, { name: 'exact' }),
    ],
    ['as a canary', rival('2026', { annotations: { 'nginx.ingress.kubernetes.io/canary': 'true' } })],
  ])('are none where one is %s', (_which, each) => {
    expect(notes(routes([own, each]))).toEqual([]);
  });

  it('are none for a canary, which takes part of them on purpose', () => {
    const canary = {
      ...own,
      metadata: { ...own.metadata, annotations: { 'nginx.ingress.kubernetes.io/canary': 'true' } },
    };
    expect(notes(routes([canary, rival('2026')]))).toEqual([]);
  });
});
