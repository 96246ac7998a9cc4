import type { ContextInfo } from '../../src-main/shared/catalog.ts';
import { kubectlContext } from '../../src-main/shared/kubectl-context.ts';
import { quoteWord } from '../../src-main/shared/shell-words.ts';
import { formatTarget, type Target } from '../../src-main/shared/target.ts';

/** A line for a terminal, `kubectl get svc/web -n shop --context=demo`; null where kubectl cannot reach the target. */
export function kubectlCommand(
  verb: readonly string[],
  target: Target,
  contexts: readonly ContextInfo[],
): string | null {
  const context = kubectlContext(target.context, contexts);
  if (context === null) return null;
  const words = ['kubectl', ...verb, formatTarget(target), '-n', target.namespace, ...context];
  return words.map(quoteWord).join(' ');
}
