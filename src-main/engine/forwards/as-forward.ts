import type { Forward, ForwardSettings } from '../../shared/forward.ts';
import { message } from '../../shared/language/message.ts';
import type { PortPair } from '../../shared/port-pair.ts';
import { ProblemError } from '../../shared/problem.ts';

/**
 * What is saved of the settings; a port that the system chose before is kept where nothing else is asked.
 * Throws `invalidInput` where two pairs want one local port.
 */
export function asForward(
  settings: ForwardSettings,
  known: Pick<Forward, 'id' | 'wanted' | 'startedAt'> & Partial<Pick<Forward, 'ports'>>,
): Forward {
  const { label, target, addresses, holdMs, balance, eof, group, favourite, secret, allowFrom, endAfterMs } =
    settings;
  const fixed = settings.ports.flatMap(({ local }) => (local.kind === 'fixed' ? [local.port] : []));
  const twice = fixed.find((port, index) => fixed.indexOf(port) !== index);
  if (twice !== undefined) {
    throw new ProblemError('invalidInput', message('forward.localPortTwice', { port: twice }));
  }
  const ports = settings.ports.map((pair, index): PortPair => {
    const before = known.ports?.[index];
    const keeps = pair.local.kind === 'auto' && pair.local.last === null && before?.local.kind === 'auto';
    return keeps ? { ...pair, local: before.local } : pair;
  });
  return {
    id: known.id,
    label,
    target,
    ports,
    addresses,
    holdMs,
    balance,
    eof,
    group,
    favourite,
    secret,
    allowFrom,
    endAfterMs,
    wanted: known.wanted,
    startedAt: known.startedAt,
  };
}
