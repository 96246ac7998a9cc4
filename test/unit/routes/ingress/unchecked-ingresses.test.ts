import { describe, expect, it } from 'vitest';
import type { EntryObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { message } from '../../../../src-main/shared/language/message.ts';
import { ingress, notes, places, routes, rule, states, web } from './ingress-samples.ts';

describe('what is too much or not as it should be', () => {
  it('tells so many addresses, and how many more there are', () => {
    const rules = Array.from({ length: 5_000 }, (_, index) => rule(`host-${String(index)}.example`));
    const found = routes([ingress({ rules })]);
    expect([places(found).length, notes(found)]).toEqual([
      100,
      [message('entrance.moreAddresses', { more: 4_900 })],
    ]);
  });

  it('tells so many Ingresses, and how many more there are', () => {
    const many = Array.from({ length: 1_000 }, (_, index) =>
      ingress({ rules: [rule(`host-${String(index)}.example`)] }, { name: `ingress-${String(index)}` }),
    );
    const found = routes(many);
    expect([found.length, notes(found)]).toEqual([200, [message('ingress.moreIngresses', { more: 800 })]]);
  });

  it.each([
    ['a rule that is no object', ['no rule', rule('a.example')], 1],
    [
      'a host that is no name',
      [rule('a.example'), rule('<b>'), rule('x'.repeat(300)), rule('a..b\u001b[2J')],
      3,
    ],
    ['a path that is no text', [rule('a.example'), rule('b.example', 7 as unknown as string)], 1],
    ['a path without end', [rule('a.example'), rule('b.example', `/${'x'.repeat(3_000)}`)], 1],
    [
      'a backend that is none',
      [
        rule('a.example'),
        rule('b.example', '/', { backend: { service: 'web' } }),
        rule('c.example', '/', { backend: null }),
      ],
      2,
    ],
    [
      'a port with a sentence',
      [
        rule('a.example'),
        rule('b.example', '/', { backend: { serviceName: 'web', servicePort: 'click here' } }),
      ],
      1,
    ],
  ])('counts %s', (_what, rules, odd) => {
    const found = routes([ingress({ rules })]);
    expect([places(found), notes(found)]).toEqual([
      [['http://a.example/', '192.0.2.1']],
      [message('ingress.oddRules', { odd })],
    ]);
  });

  it('writes what cannot be seen in a path as a URL does', () => {
    const found = routes([ingress({ rules: [rule('a.example', '/a b\u001b[31m\u202E\uD800')] })]);
    expect(places(found)[0]?.[0]).toBe('http://a.example/a%20b%1B[31m%E2%80%AE\uFFFD');
  });

  it.each([
    [{ rules: 'all', tls: {}, defaultBackend: web }],
    [{ rules: { length: 3 }, tls: [null, { hosts: 'all' }], defaultBackend: web }],
    [{ rules: [{}, { http: null }, { host: null }], tls: null, ingressClassName: 7, defaultBackend: web }],
  ])('reads what it can of %j', (spec) => {
    expect(places(routes([ingress(spec)]))).toEqual([['http://192.0.2.1/']]);
  });

  it.each([
    [undefined],
    [{ loadBalancer: null }],
    [{ loadBalancer: { ingress: 'all' } }],
    [
      {
        loadBalancer: {
          ingress: [
            null,
            7,
            { ip: 7 },
            { ip: 'javascript:alert(1)' },
            { hostname: '*.example.com' },
            { hostname: 'a b' },
          ],
        },
      },
    ],
  ])('takes no address from the status %j', (status) => {
    const its = { ...ingress({ rules: [rule('a.example')] }), status } as EntryObject;
    expect(states(routes([its]))).toMatchObject([{ state: 'waiting' }]);
  });
});
