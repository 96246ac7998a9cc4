import { parseArgs } from 'node:util';
import { type AllowList, parseAllowList } from '../shared/allow-list.ts';
import { parseEndAfter } from '../shared/automatic-end.ts';
import { type Balance, canBalance, parseBalance } from '../shared/balance.ts';
import { defaultBindAddresses, parseBindAddresses } from '../shared/bind-address.ts';
import { defaultSettings, EndOfFile } from '../shared/forward.ts';
import { parseHoldTime } from '../shared/hold-time.ts';
import {
  type LocalPort,
  type PortPair,
  parseLocalPort,
  parsePortPair,
  type RemotePort,
} from '../shared/port-pair.ts';
import { ProblemError } from '../shared/problem.ts';
import { type Target, parseTarget } from '../shared/target.ts';

/** Where to look; null for what the kubeconfig says. */
export interface Place {
  readonly kubeconfig: string | null;
  readonly context: string | null;
  readonly namespace: string | null;
}

export interface ForwardCommand extends Place {
  readonly kind: 'forward';
  readonly target: Pick<Target, 'kind' | 'name'>;
  readonly ports: PortPair[];
  readonly addresses: string[];
  readonly holdMs: number;
  readonly balance: Balance;
  readonly eof: EndOfFile;
  readonly allowFrom: AllowList;
  /** Milliseconds; null for what the context says. */
  readonly endAfterMs: number | null;
  /** The person says beforehand that a production context is meant. */
  readonly production: boolean;
}

type Output = 'table' | 'json';

export interface ListCommand extends Place {
  readonly kind: 'list';
  readonly output: Output;
}

export interface WaysCommand extends Place {
  readonly kind: 'ways';
  readonly target: Pick<Target, 'kind' | 'name'>;
  readonly output: Output;
  /** Whether each is tried from this computer. */
  readonly probe: boolean;
}

export interface ProxyCommand extends Place {
  readonly kind: 'proxy';
  readonly target: Pick<Target, 'kind' | 'name'>;
  /** Null for the only port that may be a web server's. */
  readonly remote: RemotePort | null;
  readonly local: LocalPort;
  /** Null for what the port's name and number say. */
  readonly scheme: 'https' | null;
  readonly production: boolean;
}

export interface EntryCommand extends Place {
  readonly kind: 'entry';
  readonly target: Pick<Target, 'kind' | 'name'>;
  readonly host: string;
  /** Null for HTTPS where the host has it. */
  readonly scheme: 'http' | 'https' | null;
  /** At which the host is meant to be asked for; null for whichever it has. */
  readonly hostPort: number | null;
  readonly local: LocalPort;
  readonly production: boolean;
}

export type Command =
  | ForwardCommand
  | EntryCommand
  | ListCommand
  | ProxyCommand
  | WaysCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

const options = {
  namespace: { type: 'string', short: 'n' },
  context: { type: 'string' },
  kubeconfig: { type: 'string' },
  address: { type: 'string' },
  hold: { type: 'string' },
  balance: { type: 'string' },
  eof: { type: 'string' },
  'allow-from': { type: 'string' },
  'end-after': { type: 'string' },
  production: { type: 'boolean' },
  probe: { type: 'boolean' },
  port: { type: 'string' },
  https: { type: 'boolean' },
  output: { type: 'string', short: 'o' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const forwardOptions = ['address', 'hold', 'balance', 'eof', 'allow-from', 'end-after'] as const;
const proxyOptions = ['port', 'https'] as const;
/** Of forwards and proxies alike. */
const startOptions = [...forwardOptions, ...proxyOptions, 'production'] as const;

/** Reads the command line, without the program's name. Throws `invalidInput`. */
export function parseCommand(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv);
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const [command, ...words] = positionals;
  const place: Place = {
    kubeconfig: values.kubeconfig ?? null,
    context: values.context ?? null,
    namespace: values.namespace ?? null,
  };
  switch (command) {
    case 'help':
      return { kind: 'help' };
    case 'entry':
      refuse(values, [...forwardOptions, 'https', 'output', 'probe'], 'entry');
      return { kind: 'entry', ...place, ...entryWords(words, values) };
    case 'forward':
      refuse(values, [...proxyOptions, 'output', 'probe'], 'forward');
      return { kind: 'forward', ...place, ...forwardWords(words, values) };
    case 'list':
      refuse(values, [...startOptions, 'probe'], 'list');
      if (words[0] !== undefined) throw wrong(`list takes no “${words[0]}”.`);
      return { kind: 'list', ...place, output: outputFormat(values.output) };
    case 'proxy':
      refuse(values, [...forwardOptions, 'output', 'probe'], 'proxy');
      return { kind: 'proxy', ...place, ...proxyWords(words, values) };
    case 'ways':
      refuse(values, startOptions, 'ways');
      return {
        kind: 'ways',
        ...place,
        target: waysTarget(words),
        output: outputFormat(values.output),
        probe: values.probe ?? false,
      };
    case undefined:
      throw wrong('No command is given. Use entry, forward, list, proxy or ways.');
    default:
      throw wrong(`“${command}” is not a command. Use entry, forward, list, proxy or ways.`);
  }
}

type Values = ReturnType<typeof parse>['values'];

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    // Node's first sentence names the option; what follows is about escaping positionals.
    const [sentence = ''] = (error as Error).message.split(/\. |\n/);
    throw wrong(`${sentence.replaceAll(/'([^']*)'/g, '“$1”').replace(/\.$/, '')}.`);
  }
}

function forwardWords(
  [name, ...ports]: string[],
  { address, hold, balance: balanceText, eof, production, ...values }: Values,
): Omit<ForwardCommand, 'kind' | keyof Place> {
  if (name === undefined)
    throw wrong('No target is given. Write TYPE/NAME and ports, such as svc/web 8080:80.');
  if (ports.length === 0) throw wrong(`No port is given. Write one behind ${name}, such as 8080:80.`);
  const target = parseTarget(name);
  const balance = balanceText === undefined ? defaultSettings.balance : parseBalance(balanceText);
  if (!canBalance(target, balance)) throw wrong(`${name} is one pod, so there is nothing to balance.`);
  return {
    target,
    ports: ports.map(parsePortPair),
    addresses: address === undefined ? [...defaultBindAddresses] : parseBindAddresses(address),
    holdMs: hold === undefined ? defaultSettings.holdMs : parseHold(hold),
    balance,
    eof: eof === undefined ? defaultSettings.eof : parseEof(eof),
    allowFrom: parseAllowList(values['allow-from'] ?? ''),
    endAfterMs: values['end-after'] === undefined ? null : parseEnd(values['end-after']),
    production: production ?? false,
  };
}

function proxyWords(
  [name, text, extra]: string[],
  { port, https, production }: Values,
): Omit<ProxyCommand, 'kind' | keyof Place> {
  if (name === undefined) throw wrong('No target is given. Write svc/NAME or pod/NAME, such as svc/web.');
  if (extra !== undefined) throw wrong(`proxy takes one port, and “${extra}” is another.`);
  if (port !== undefined && text?.includes(':') === true) {
    throw wrong(`The local port is given twice, in “${text}” and by --port.`);
  }
  const pair = text === undefined ? null : parsePortPair(text);
  return {
    target: parseTarget(name),
    remote: pair?.remote ?? null,
    local: port === undefined && pair !== null ? pair.local : parseLocalPort(port ?? ''),
    scheme: https === true ? 'https' : null,
    production: production ?? false,
  };
}

function entryWords(
  [name, text, extra]: string[],
  { port, production }: Values,
): Omit<EntryCommand, 'kind' | keyof Place> {
  if (name === undefined || text === undefined)
    throw wrong('No target or no host is given. Write both, such as svc/web https://shop.example.com.');
  if (extra !== undefined) throw wrong(`entry takes one host, and “${extra}” is another.`);
  return {
    target: parseTarget(name),
    ...hostOf(text),
    local: parseLocalPort(port ?? ''),
    production: production ?? false,
  };
}

/** Of a host alone, with its port, or of a URL, whose path says nothing here. */
function hostOf(text: string): Pick<EntryCommand, 'host' | 'scheme' | 'hostPort'> {
  const isUrl = text.includes('://');
  const url = URL.parse(isUrl ? text : `none://${text}`);
  const scheme = isUrl ? (url?.protocol ?? '') : '';
  if (url === null || url.hostname === '' || (isUrl && scheme !== 'http:' && scheme !== 'https:'))
    throw wrong(`“${text}” is no host. Write one such as shop.example.com, or https://shop.example.com.`);
  const usual = scheme === 'http:' ? 80 : scheme === 'https:' ? 443 : null;
  return {
    host: url.hostname.toLowerCase(),
    scheme: scheme === 'http:' ? 'http' : scheme === 'https:' ? 'https' : null,
    hostPort: url.port === '' ? usual : Number(url.port),
  };
}

function waysTarget([name, extra]: string[]): WaysCommand['target'] {
  if (name === undefined) throw wrong('No target is given. Write TYPE/NAME, such as svc/web.');
  if (extra !== undefined) throw wrong(`ways takes one target, and “${extra}” is another.`);
  return parseTarget(name);
}

function parseEof(text: string): EndOfFile {
  const eof = EndOfFile.safeParse(text);
  if (eof.success) return eof.data;
  throw wrong(`“${text}” is not a time to pass on the end of the input. Use defer or immediate.`);
}

function parseHold(text: string): number {
  const ms = parseHoldTime(text);
  if (ms !== null) return ms;
  throw wrong(`“${text}” is not a time to hold connections. Use one up to 5m, such as 30s or 500ms, or 0.`);
}

function parseEnd(text: string): number {
  const ms = parseEndAfter(text);
  if (ms !== null) return ms;
  throw wrong(`“${text}” is not a time to end after. Use one from 1m to 7d, such as 30m or 8h.`);
}

function outputFormat(text: string | undefined): Output {
  if (text === undefined) return 'table';
  if (text === 'json') return 'json';
  throw wrong(`“${text}” is not an output format. Use json, or leave -o out.`);
}

function refuse(values: Values, names: readonly (keyof Values)[], command: string): void {
  const name = names.find((each) => values[each] !== undefined);
  if (name !== undefined) throw wrong(`${command} takes no --${name}.`);
}

function wrong(sentence: string): ProblemError {
  return new ProblemError('invalidInput', `${sentence} “portolan --help” shows how.`);
}
