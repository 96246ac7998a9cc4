import { ProblemError } from '../shared/problem.ts';
import { formatTarget } from '../shared/target.ts';
import type { ForwardCommand } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/**
 * Has the person type the context's name, so that no Enter confirms by accident.
 * Throws `productionUnconfirmed` for any other answer, and where nobody can be asked.
 */
export async function confirmProduction(
  context: string,
  { target, addresses }: Pick<ForwardCommand, 'target' | 'addresses'>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const question = `${context} is marked as production. To forward ${formatTarget(target)} to ${addresses.join(' and ')}, type the context’s name:`;
  const answer = await terminal.ask(question, signal);
  if (answer?.trim() === context) return;
  throw new ProblemError(
    'productionUnconfirmed',
    answer === null
      ? `${context} is marked as production. Add --production if you mean it.`
      : `Nothing was started: “${answer.trim()}” is not ${context}. Type the context’s name, or add --production.`,
  );
}
