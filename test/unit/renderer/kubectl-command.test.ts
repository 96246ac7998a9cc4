import { expect, test } from 'vitest';
import type { Target } from '../../../src-main/shared/target.ts';
import { kubectlCommand } from '../../../src-renderer/text/kubectl-command.ts';

const target: Target = { context: 'kind dev', namespace: 'shop', kind: 'deployment', name: 'web' };

test.each<[string[], Target, string]>([
  [['get'], target, "kubectl get deploy/web -n shop --context 'kind dev'"],
  [
    ['logs', '-f'],
    { ...target, context: 'demo', kind: 'pod' },
    'kubectl logs -f pod/web -n shop --context demo',
  ],
])('%j of a target is a line that a shell takes as it is', (verb, of, line) => {
  expect(kubectlCommand(verb, of)).toBe(line);
});
