import { quoteWord } from '../../src-main/shared/shell-words.ts';
import { formatTarget, type Target } from '../../src-main/shared/target.ts';

/** A line for a terminal: `kubectl get svc/web -n shop --context demo`. */
export function kubectlCommand(verb: readonly string[], target: Target): string {
  const where = ['-n', target.namespace, '--context', target.context];
  return ['kubectl', ...verb, formatTarget(target), ...where].map(quoteWord).join(' ');
}
