import { expect, test } from 'vitest';
import type { ContextInfo } from '../../../src-main/shared/catalog.ts';
import type { Target } from '../../../src-main/shared/target.ts';
import { kubectlCommand } from '../../../src-renderer/text/kubectl-command.ts';

const target: Target = { context: 'kind dev', namespace: 'shop', kind: 'deployment', name: 'web' };

function contextOf(source: ContextInfo['source'], kubeconfig: string | null): ContextInfo {
  const rest = { server: 'https://c', user: 'u', namespace: 'default', file: null, current: false } as const;
  return { name: target.context, source, kubeconfig, ...rest, problem: null };
}

test.each<[string[], Target, string]>([
  [['get'], target, "kubectl get deploy/web -n shop '--context=kind dev'"],
  [
    ['logs', '-f'],
    { ...target, context: '-demo', kind: 'pod' },
    'kubectl logs -f pod/web -n shop --context=-demo',
  ],
])('%j of a target is a line that a shell takes as it is', (verb, of, line) => {
  expect(kubectlCommand(verb, of, [contextOf('kubeconfig', null)])).toBe(line);
});

test('a file that kubectl does not read by itself is named, and where no file has the cluster there is no line', () => {
  const given = [contextOf('kubeconfig', '/tmp/my.yaml'), contextOf('added', null), contextOf('demo', null)];
  expect(given.map((context) => kubectlCommand(['get'], target, [context]))).toEqual([
    "kubectl get deploy/web -n shop '--context=kind dev' --kubeconfig=/tmp/my.yaml",
    null,
    null,
  ]);
});
