import { formatEndAfter } from '../../src-main/shared/automatic-end.ts';
import { formatBalance } from '../../src-main/shared/balance.ts';
import { defaultBindAddresses } from '../../src-main/shared/bind-address.ts';
import { defaultSettings, type Forward } from '../../src-main/shared/forward.ts';
import { formatPortPair } from '../../src-main/shared/port-pair.ts';
import { quoteWord } from '../../src-main/shared/shell-words.ts';
import { formatTarget } from '../../src-main/shared/target.ts';

type Commanded = Pick<
  Forward,
  'target' | 'ports' | 'addresses' | 'balance' | 'eof' | 'allowFrom' | 'endAfterMs'
>;

/** The same forward for a terminal. */
export function forwardCommand(forward: Commanded): string {
  return forwardWords(forward).join(' ');
}

/** The same forward for a terminal, as the words of a command line, quoted where they have to be. */
export function forwardWords({
  target,
  ports,
  addresses,
  balance,
  eof,
  allowFrom,
  endAfterMs,
}: Commanded): string[] {
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
  return words.map(quoteWord);
}
