import { parseArgs } from 'node:util';
import { defaultBindAddresses, parseBindAddresses } from '../../shared/bind-address.ts';
import type { ContextInfo } from '../../shared/catalog.ts';
import type { Forward } from '../../shared/forward.ts';
import { kubectlContext } from '../../shared/kubectl-context.ts';
import { message, type Message, type Translate } from '../../shared/language/message.ts';
import { formatPortPair, parsePortPair } from '../../shared/port-pair.ts';
import { quoteWord, shellCommands } from '../../shared/shell-words.ts';
import { formatTarget, parseTarget, type Target } from '../../shared/target.ts';
import { Harvest, unusable, type Wish } from './harvest.ts';

/** What of kubectl's options says where a forward leads; of the others only the name is ever repeated. */
const options = {
  namespace: { type: 'string', short: 'n' },
  context: { type: 'string' },
  address: { type: 'string', multiple: true },
  kubeconfig: { type: 'string' },
  'pod-running-timeout': { type: 'string' },
} as const;

export function hasKubectlLines(text: string): boolean {
  return /\bport-forward\b/.test(text);
}

/** One forward for each `kubectl port-forward …`; what else stands in the lines (`cd`, `sleep`) is left out. */
export function readKubectlLines(text: string): Harvest {
  const harvest = new Harvest();
  for (const command of shellCommands(text.replaceAll('\r\n', '\n'))) {
    const words = commandOf(command);
    if (words.length === 0) continue;
    const at = words.indexOf('port-forward');
    const name = at === -1 ? message('import.otherLine') : nameOf(words.slice(at + 1));
    const forward = harvest.take(name, () => {
      if (at === -1) throw unusable(message('import.forwardsNothing'));
      return wishOf([...words.slice(1, at), ...words.slice(at + 1)]);
    });
    const kubeconfig = kubeconfigOf(command);
    if (forward === null || kubeconfig === null) continue;
    const { target } = forward;
    harvest.leave(
      kubeconfig,
      message('import.kubeconfigUnused', { target: formatTarget(target), context: target.context }),
    );
  }
  return harvest;
}

/**
 * The same as kubectl has it, one line for each forward. A port that the system chooses is `:REMOTE` there too. One that
 * kubectl cannot reach is a comment which says so, in the words of `t`.
 */
export function writeKubectlLines(
  forwards: readonly Forward[],
  contexts: readonly ContextInfo[],
  t: Translate,
): string {
  return forwards
    .map(({ target, ports, addresses }) => {
      const context = kubectlContext(target.context, contexts);
      if (context === null) return `# ${unreachable(target, t)}\n`;
      const words = ['kubectl', 'port-forward', formatTarget(target), ...ports.map(formatPortPair)];
      words.push('-n', target.namespace, ...context);
      // Without an address kubectl listens on both loopback addresses too.
      if (addresses.join() !== defaultBindAddresses.join()) words.push('--address', addresses.join());
      return `${words.map(quoteWord).join(' ')}\n`;
    })
    .join('');
}

/** In one line, whatever stands in a name: what follows it would be a command. */
function unreachable(target: Target, t: Translate): string {
  const words = t('kubeconfig.kubectlUnreachable', { target: formatTarget(target), context: target.context });
  return words.replaceAll(/\s+/g, ' ');
}

function wishOf(words: readonly string[]): Wish {
  const { values, positionals } = parse(words);
  const [name, ...ports] = positionals;
  if (name === undefined) throw unusable(message('import.noTarget'));
  if (ports.length === 0) throw unusable(message('import.noPort'));
  const address = values.address?.join();
  return {
    context: values.context ?? null,
    namespace: values.namespace ?? 'default',
    target: parseTarget(name),
    ports: ports.map(parsePortPair),
    ...(address !== undefined && { addresses: parseBindAddresses(address) }),
  };
}

function parse(words: readonly string[]) {
  const { tokens } = parseArgs({
    args: [...words],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const unknown = tokens.find((token) => token.kind === 'option' && !(token.name in options));
  if (unknown?.kind === 'option') {
    throw unusable(message('import.unknownOption', { option: unknown.rawName }));
  }
  return parseArgs({ args: [...words], options, allowPositionals: true });
}

/** What names a kubeconfig file, without its path; null where nothing does. */
function kubeconfigOf(words: readonly string[]): string | null {
  const isNaming = /^(--kubeconfig|KUBECONFIG)(?=$|=)/;
  return words.flatMap((word) => isNaming.exec(word)?.[1] ?? [])[0] ?? null;
}

/** Without the variables and programs that stand before a command. */
function commandOf(words: string[]): string[] {
  const first = words.findIndex((word) => !/^\w+=/.test(word) && word !== 'sudo' && word !== 'nohup');
  return first === -1 ? [] : words.slice(first);
}

/** The target where one is seen; never what may be an option's value, which may be secret. */
function nameOf(words: readonly string[]): Message | string {
  const isTarget = (word: string, index: number) =>
    word.includes('/') && !word.startsWith('-') && !words[index - 1]?.startsWith('-');
  return words.find(isTarget) ?? message('import.kubectlLine');
}
