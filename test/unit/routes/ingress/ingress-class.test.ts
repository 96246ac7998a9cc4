import { describe, expect, it } from 'vitest';
import type { EntryObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { message } from '../../../../src-main/shared/language/message.ts';
import type { Route } from '../../../../src-main/shared/route.ts';
import { read, unread } from '../world-samples.ts';
import { controller, ingress, nginx, places, routes, rule, states } from './ingress-samples.ts';

describe('the class of an Ingress', () => {
  const rules = [rule('a.example')];
  const bare = { rules, ingressClassName: undefined };
  const old = { 'kubernetes.io/ingress.class': 'nginx' };
  const told = (found: readonly Route[]) =>
    found.map(({ servedBy, state, notes }) => [servedBy, state.state, notes]);
  const missing = message('ingress.classMissing', { name: 'gone' });

  it('may be in the annotation, with or without such a class', () => {
    const its = ingress(bare, { annotations: old });
    const without = { entries: { ingressClasses: read<EntryObject>() } };
    expect([told(routes([its])), told(routes([its], without))]).toEqual([
      [['nginx', 'open', []]],
      [['nginx', 'open', []]],
    ]);
  });

  it('by annotation alone tells its controller by the usual name', () => {
    const found = routes([ingress(bare, { annotations: old, at: [] })], {
      entries: { ingressClasses: { state: 'absent' } },
      allServices: controller({ type: 'NodePort' }),
    });
    expect(places(found)[0]?.[0]).toBe('http://a.example:30080/');
  });

  it('is the default one where it names none, and that is said', () => {
    const annotations = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
    const ingressClasses = read({ ...nginx, metadata: { name: 'usual', annotations } });
    expect(told(routes([ingress(bare)], { entries: { ingressClasses } }))).toEqual([
      ['usual', 'open', [message('ingress.defaultClass', { name: 'usual' })]],
    ]);
  });

  it('is none: served where it has an address, else it is said what is missing', () => {
    expect([told(routes([ingress(bare)])), states(routes([ingress(bare, { at: [] })]))]).toEqual([
      [[null, 'open', []]],
      [{ state: 'unknown', why: message('ingress.noClass') }],
    ]);
  });

  it('is not there: broken, or unknown where something has served it', () => {
    const gone = { rules, ingressClassName: 'gone' };
    expect(states(routes([ingress(gone, { at: [] }), ingress(gone, { name: 'served' })]))).toEqual([
      { state: 'unknown', why: missing },
      { state: 'broken', why: missing },
    ]);
  });

  it('may not be read, which is not the same as not being there', () => {
    const entries = { ingressClasses: unread<EntryObject>() };
    expect(
      told(routes([ingress({ rules }), ingress({ rules }, { name: 'without', at: [] })], { entries })),
    ).toEqual([
      ['nginx', 'open', [message('ingress.classesUnread')]],
      ['nginx', 'unknown', [message('ingress.classesUnread')]],
    ]);
  });

  it('is shown without what cannot be seen, and cut', () => {
    const hostile = ingress(bare, {
      annotations: { 'kubernetes.io/ingress.class': `\u001b[31m\u202E${'x'.repeat(500)}` },
    });
    expect(routes([hostile])[0]?.servedBy).toBe(`[31m${'x'.repeat(59)}`);
  });
});
