import { expect, it } from 'vitest';
import type { ContextInfo } from '../../../src-main/shared/catalog.ts';
import { contextGroups } from '../../../src-renderer/text/context-groups.ts';

function context(name: string, source: ContextInfo['source'], file: string | null): ContextInfo {
  return {
    name,
    server: 'https://c',
    user: 'u',
    namespace: 'default',
    source,
    file,
    kubeconfig: null,
    current: false,
    problem: null,
  };
}

it('contexts stand with those of their file, and those of no file with those of their kind', () => {
  const groups = contextGroups([
    context('a', 'kubeconfig', '~/.kube/config'),
    context('b', 'kubeconfig', '~/work.yaml'),
    context('c', 'kubeconfig', '~/.kube/config'),
    context('d', 'added', null),
    context('demo', 'demo', null),
  ]);
  expect(
    groups.map(({ file, source, contexts }) => [file, source, contexts.map(({ name }) => name)]),
  ).toEqual([
    ['~/.kube/config', 'kubeconfig', ['a', 'c']],
    ['~/work.yaml', 'kubeconfig', ['b']],
    [null, 'added', ['d']],
    [null, 'demo', ['demo']],
  ]);
});
