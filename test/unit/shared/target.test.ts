import { describe, expect, it } from 'vitest';
import { formatTarget, parseTarget, Target, targetKinds } from '../../../src-main/shared/target.ts';

describe('parseTarget', () => {
  it.each([
    ['web', 'pod', 'web'],
    ['po/web', 'pod', 'web'],
    ['pods/web', 'pod', 'web'],
    ['svc/web', 'service', 'web'],
    ['Services/web', 'service', 'web'],
    ['deploy/web', 'deployment', 'web'],
    ['deployment.apps/web', 'deployment', 'web'],
    ['rs/web', 'replicaset', 'web'],
    ['sts/web', 'statefulset', 'web'],
    ['ds/web', 'daemonset', 'web'],
    ['job.batch/web', 'job', 'web'],
    [' svc/a.b-c.9 ', 'service', 'a.b-c.9'],
  ])('reads %j', (text, kind, name) => {
    expect(parseTarget(text)).toEqual({ kind, name });
  });

  it('reads back what it writes, for all kinds', () => {
    const targets = targetKinds.map((kind) => ({ kind, name: 'web' }));
    expect(targets.map((target) => parseTarget(formatTarget(target)))).toEqual(targets);
  });

  it.each([
    ['node/web', '“node/web” is not a target.'],
    ['svc/web/80', '“svc/web/80” is not a target.'],
    ['/web', '“/web” is not a target.'],
    ['svc/', '“” is not a name in Kubernetes.'],
    ['svc/Web', '“Web” is not a name in Kubernetes.'],
    ['svc/-web', '“-web” is not a name in Kubernetes.'],
    ['', '“” is not a name in Kubernetes.'],
    [`svc/${'a'.repeat(254)}`, 'is not a name in Kubernetes.'],
  ])('refuses %j', (text, message) => {
    expect(() => parseTarget(text)).toThrow(message);
  });
});

it('a target needs a context and a namespace of Kubernetes', () => {
  const good = { context: 'kind-dev', namespace: 'shop', kind: 'service', name: 'web' };
  const bad = [
    { context: '' },
    { namespace: '' },
    { namespace: 'a.b' },
    { kind: 'node' },
    { name: '../secrets' },
  ];
  expect(
    [good, ...bad.map((change) => ({ ...good, ...change }))].map((each) => Target.safeParse(each).success),
  ).toEqual([true, ...bad.map(() => false)]);
});
