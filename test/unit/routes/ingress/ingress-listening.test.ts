import { describe, expect, it } from 'vitest';
import type { EntryObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { slimAt } from '../../../../src-main/engine/kube/slim-object.ts';
import { groupedPath } from '../../../../src-main/engine/kube/api-paths.ts';
import { message } from '../../../../src-main/shared/language/message.ts';
import { hostile } from '../custom/custom-samples.ts';
import { read } from '../world-samples.ts';
import { ingress, notes, places, redirects, routes, rule, states } from './ingress-samples.ts';

const slim = slimAt<EntryObject>(groupedPath('networking.k8s.io/v1', 'ingresses', null));
const tls = [{ hosts: ['a.example'], secretName: 'tls' }];

/** The addresses of an Ingress for `a.example` by a controller, as the API server would tell it, and its notes. */
function toldBy(
  controller: string | null,
  annotations: Readonly<Record<string, string>>,
  spec: Readonly<Record<string, unknown>> = {},
) {
  const its = ingress({ rules: [rule('a.example')], ingressClassName: 'own', ...spec }, { annotations });
  const ingressClasses = read({
    metadata: { name: 'own' },
    spec: { ...(controller !== null && { controller }) },
  });
  const found = routes([slim(its)], { entries: { ingressClasses } });
  return [...places(found).map(([address]) => address), ...notes(found)];
}

describe('an Ingress of an AWS load balancer', () => {
  const alb = (annotations: Readonly<Record<string, string>>, spec = {}) =>
    toldBy(
      'ingress.k8s.aws/alb',
      Object.fromEntries(
        Object.entries(annotations).map(([key, value]) => [`alb.ingress.kubernetes.io/${key}`, value]),
      ),
      spec,
    );
  const certificate = { 'certificate-arn': 'arn:aws:acm:eu-west-1:1:certificate/a,arn:b' };

  it('is HTTPS with a certificate, and HTTP without, whatever its TLS', () => {
    expect([alb({}), alb(certificate), alb({ 'certificate-arn': ' , ' }), alb({}, { tls })]).toEqual([
      ['http://a.example/'],
      ['https://a.example/'],
      ['http://a.example/'],
      ['http://a.example/'],
    ]);
  });

  it('is where it is told to listen', () => {
    const both = { 'listen-ports': '[{"HTTP": 80}, {"HTTPS": 443}, {"HTTP": 8080, "HTTPS": 8443}]' };
    expect([
      alb({ ...certificate, 'listen-ports': '[{"HTTPS":443}]' }),
      alb({ 'listen-ports': '[{"HTTP": 8080}]' }),
      alb(both),
      alb({ ...both, 'ssl-redirect': '443' }),
    ]).toEqual([
      ['https://a.example/'],
      ['http://a.example:8080/'],
      ['http://a.example/', 'https://a.example/', 'http://a.example:8080/', 'https://a.example:8443/'],
      ['https://a.example/', 'https://a.example:8443/', redirects],
    ]);
  });

  it.each([
    '',
    '[]',
    '{"HTTP":80}',
    '[{"HTTP":0}]',
    '[{"TCP":80}]',
    '[{"HTTP":"80"}]',
    `[${'{"HTTP":80},'.repeat(9_999)}{}]`,
  ])('is nowhere where it is told to listen at what is no port (%#)', (text) => {
    const annotations = { 'alb.ingress.kubernetes.io/listen-ports': text };
    const its = ingress({ rules: [rule('a.example')], ingressClassName: 'alb' }, { annotations });
    const found = routes([its], { entries: { ingressClasses: { state: 'absent' } } });
    expect([places(found), states(found)]).toEqual([
      [],
      [{ state: 'unknown', why: message('ingress.noPort') }],
    ]);
  });

  it('is the same in EKS Auto Mode, and not one of another controller', () => {
    const annotations = { 'alb.ingress.kubernetes.io/listen-ports': '[{"HTTPS":443}]' };
    expect([
      toldBy('eks.amazonaws.com/alb', annotations),
      toldBy('k8s.io/ingress-nginx', annotations),
    ]).toEqual([['https://a.example/'], ['http://a.example/']]);
  });
});

describe('an Ingress of Traefik', () => {
  const traefik = (annotations: Readonly<Record<string, string>>, spec = {}) =>
    toldBy(
      'traefik.io/ingress-controller',
      Object.fromEntries(
        Object.entries(annotations).map(([key, value]) => [`traefik.ingress.kubernetes.io/${key}`, value]),
      ),
      spec,
    );

  it('is HTTPS where its router is, or where that is at the entry point for it alone', () => {
    const secure = ['https://a.example/', redirects];
    expect([
      traefik({ 'router.tls': 'true' }),
      traefik({ 'router.tls': 'true', 'router.entrypoints': 'web,websecure' }),
      traefik({ 'router.entrypoints': 'websecure' }),
      traefik({ 'router.tls': 'false' }),
      traefik({ 'router.entrypoints': 'web, websecure' }),
      traefik({ 'router.entrypoints': 'web' }, { tls }),
      traefik({}, { tls }),
    ]).toEqual([
      secure,
      secure,
      secure,
      ['http://a.example/'],
      ['http://a.example/'],
      ['http://a.example/'],
      secure,
    ]);
  });
});

describe('an Ingress of GKE', () => {
  const gke = (annotations: Readonly<Record<string, string>>, spec = {}) =>
    toldBy(
      null,
      { 'kubernetes.io/ingress.class': 'gce', ...annotations },
      { ingressClassName: undefined, ...spec },
    );
  const both = ['https://a.example/', 'http://a.example/'];

  it('is HTTPS as well with a certificate of Google’s, and alone where HTTP is forbidden', () => {
    expect([
      gke({}),
      gke({ 'networking.gke.io/managed-certificates': 'shop' }),
      gke({ 'ingress.gcp.kubernetes.io/pre-shared-cert': 'shop', 'kubernetes.io/ingress.class': '' }),
      gke({ 'ingress.gcp.kubernetes.io/pre-shared-cert': 'a', 'kubernetes.io/ingress.allow-http': 'false' }),
      gke({ 'networking.gke.io/managed-certificates': 'shop', 'kubernetes.io/ingress.class': 'nginx' }),
    ]).toEqual([['http://a.example/'], both, both, ['https://a.example/'], ['http://a.example/']]);
  });
});

it('annotations that are no texts decide nothing', () => {
  const keys = ['alb.ingress.kubernetes.io/listen-ports', 'traefik.ingress.kubernetes.io/router.tls'];
  for (const value of hostile.filter((each) => typeof each !== 'string')) {
    const annotations = Object.fromEntries(keys.map((key) => [key, value as string]));
    expect(toldBy('ingress.k8s.aws/alb', annotations)).toEqual(['http://a.example/']);
    expect(toldBy('traefik.io/ingress-controller', annotations)).toEqual(['http://a.example/']);
  }
});
