import { defaultBindAddresses, parseBindAddresses } from '../../shared/bind-address.ts';
import type { ContextInfo } from '../../shared/catalog.ts';
import type { Forward } from '../../shared/forward.ts';
import { kubectlContext } from '../../shared/kubectl-context.ts';
import { message, type Message, type Translate } from '../../shared/language/message.ts';
import { formatPortPair, parsePortPair } from '../../shared/port-pair.ts';
import { quoteWord, shellCommands } from '../../shared/shell-words.ts';
import { formatTarget, parseTarget, type Target } from '../../shared/target.ts';
import { Harvest, unusable, type Wish } from './harvest.ts';
import { lastPositional, parseKubectlOptions } from './kubectl-options.ts';

export function hasKubectlLines(text: string): boolean {
  return /\bport-forward\b/.test(text);
}

/** One forward for each `kubectl port-forward …`; what else stands in the lines (`cd`, `sleep`) is left out. */
export function readKubectlLines(text: string): Harvest {
  const harvest = new Harvest();
  for (const words of shellCommands(asTyped(text))) {
    const at = words.indexOf('port-forward');
    if (at === -1) {
      if (!words.every(isGrammar))
        harvest.leave(message('import.otherLine'), message('import.forwardsNothing'));
      continue;
    }
    const after = words.slice(at + 1);
    const forward = harvest.take(nameOf(after), () => wishOf([...globalsOf(words.slice(0, at)), ...after]));
    const kubeconfig = kubeconfigOf(words);
    if (forward === null || kubeconfig === null) continue;
    const { target } = forward;
    harvest.leave(
      kubeconfig,
      message('import.kubeconfigUnused', { target: formatTarget(target), context: target.context }),
    );
  }
  return harvest;
}

/** So many were written as a command, so many as a comment. */
export interface KubectlLines {
  readonly text: string;
  readonly written: number;
  readonly left: number;
}

/**
 * The same as kubectl has it, one line for each forward. A port that the system chooses is `:REMOTE` there too. One that
 * kubectl cannot reach is `left` as a comment which says so, in the words of `t`.
 */
export function writeKubectlLines(
  forwards: readonly Forward[],
  contexts: readonly ContextInfo[],
  t: Translate,
): KubectlLines {
  const commands = forwards.map((forward) => commandFor(forward, contexts) ?? unreachable(forward.target, t));
  const left = commands.filter((command) => command.startsWith('#')).length;
  return {
    text: commands.map((command) => `${command}\n`).join(''),
    written: commands.length - left,
    left,
  };
}

/** Null where kubectl cannot reach the target. */
function commandFor({ target, ports, addresses }: Forward, contexts: readonly ContextInfo[]): string | null {
  const context = kubectlContext(target.context, contexts);
  if (context === null) return null;
  const words = ['kubectl', 'port-forward', formatTarget(target), ...ports.map(formatPortPair)];
  words.push('-n', target.namespace, ...context);
  // Without an address kubectl listens on both loopback addresses too.
  if (addresses.join() !== defaultBindAddresses.join()) words.push('--address', addresses.join());
  return words.map(quoteWord).join(' ');
}

/** As a comment in one line, whatever stands in a name: what follows it would be a command. */
function unreachable(target: Target, t: Translate): string {
  const words = t('kubeconfig.kubectlUnreachable', { target: formatTarget(target), context: target.context });
  return `# ${words.replaceAll(/\s+/g, ' ')}`;
}

function wishOf(words: readonly string[]): Wish {
  const { namespace, context, address, positionals } = parseKubectlOptions(words);
  const [name, ...ports] = positionals;
  // A context is asked for by whatever name; nothing else is.
  if ([namespace, address, ...positionals].some((word) => word !== null && /[$`]/.test(word))) {
    throw unusable(message('import.shellValue'));
  }
  if (name === undefined) throw unusable(message('import.noTarget'));
  if (ports.length === 0) throw unusable(message('import.noPort'));
  return {
    context,
    namespace,
    target: parseTarget(name),
    ports: ports.map(parsePortPair),
    ...(address !== null && { addresses: parseBindAddresses(address) }),
  };
}

/** What names a kubeconfig file, without its path; null where nothing does. */
function kubeconfigOf(words: readonly string[]): string | null {
  const isNaming = /^(--kubeconfig|KUBECONFIG)(?=$|=)/;
  return words.flatMap((word) => isNaming.exec(word)?.[1] ?? [])[0] ?? null;
}

/**
 * The text without what a terminal shows before a command and what Markdown has around it, and with lines that go on as a
 * POSIX shell has them.
 */
function asTyped(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/^[ \t]*```.*$/gm, '')
    .replaceAll(/^[ \t]*(?:[-*] )?`([^`\n]+)`[ \t]*$/gm, '$1')
    .replaceAll(promptWithArrow, '')
    .replaceAll(/(?<=[ \t])[`^]\n/g, '\\\n');
}

/**
 * PowerShell's prompt, that of cmd, and a shell's own before a line that goes on (PS2): where a line begins `>` is no
 * redirection. Other prompts (`$`, `me@host:~$`) are words before the program's name.
 */
const promptWithArrow = /^[ \t]*(?:(?:PS |[A-Z]:\\)[^>\n]*>[ \t]*|>[ \t]+)/gm;

/** What only holds commands together, as in `while true; do …; done`. */
function isGrammar(word: string): boolean {
  return /^([{}!$%:]|while|until|do|done|if|then|else|fi|true|\w+=.*)$/s.test(word);
}

/** What stands between the program's name and `port-forward`: `sudo -u me microk8s kubectl` are all before it. */
function globalsOf(words: readonly string[]): string[] {
  const named = words.findIndex((word) => /(kubectl|kubecolor)(\.exe)?$|^(oc|k)$/i.test(word));
  const program = named === -1 ? lastPositional(words) : named;
  // `minikube kubectl -- port-forward`: as an end of the options it would end those that follow.
  return words.slice(program + 1).filter((word) => word !== '--');
}

/** The target where one is seen; never what may be an option's value, which may be secret. */
function nameOf(words: readonly string[]): Message | string {
  const isTarget = (word: string, index: number) =>
    word.includes('/') && !word.startsWith('-') && !words[index - 1]?.startsWith('-');
  return words.find(isTarget) ?? message('import.kubectlLine');
}
