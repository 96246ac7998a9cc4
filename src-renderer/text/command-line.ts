import { formatEndAfter } from '../../src-main/shared/automatic-end.ts';
import { formatBalance } from '../../src-main/shared/balance.ts';
import { defaultBindAddresses } from '../../src-main/shared/bind-address.ts';
import { defaultSettings, type Forward } from '../../src-main/shared/forward.ts';
import { formatPortPair } from '../../src-main/shared/port-pair.ts';
import { quoteWord } from '../../src-main/shared/shell-words.ts';
import { formatTarget } from '../../src-main/shared/target.ts';

/** The same forward for a terminal. */
export function forwardCommand({
  target,
  ports,
  addresses,
  balance,
  eof,
  allowFrom,
  endAfterMs,
}: Pick<Forward, 'target' | 'ports' | 'addresses' | 'balance' | 'eof' | 'allowFrom' | 'endAfterMs'>): string {
  const words = [
    'portolan',
    'forward',
    formatTarget(target),
    ...ports.map(formatPortPair),
    '-n',
    target.namespace,
    '--context',
    target.context,
  ];
  if (addresses.join() !== defaultBindAddresses.join()) words.push('--address', addresses.join());
  if (balance.mode !== defaultSettings.balance.mode) words.push('--balance', formatBalance(balance));
  if (eof !== defaultSettings.eof) words.push('--eof', eof);
  if (allowFrom.length > 0) words.push('--allow-from', allowFrom.join());
  if (endAfterMs !== null) words.push('--end-after', formatEndAfter(endAfterMs));
  return words.map(quoteWord).join(' ');
}
