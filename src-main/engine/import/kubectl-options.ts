import { parseArgs } from 'node:util';
import { message } from '../../shared/language/message.ts';
import { unusable } from './harvest.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** What of kubectl's options says where a forward leads; `kubeconfig` is told apart. */
const read = {
  namespace: { ...text, short: 'n' },
  context: text,
  address: { ...text, multiple: true },
  kubeconfig: text,
} as const;

/** What changes nothing about where a forward leads (`kubectl options`, 1.32). */
const idle = {
  'cache-dir': text,
  'disable-compression': flag,
  'log-flush-frequency': text,
  'match-server-version': flag,
  'pod-running-timeout': text,
  profile: text,
  'profile-output': text,
  'request-timeout': text,
  v: { ...text, short: 'v' },
  vmodule: text,
  'warnings-as-errors': flag,
} as const;

/** Another server or another login than the context's; here so that their values, which may be secret, are known as such. */
const foreign = {
  as: text,
  'as-group': text,
  'as-uid': text,
  'certificate-authority': text,
  'client-certificate': text,
  'client-key': text,
  cluster: text,
  'insecure-skip-tls-verify': flag,
  password: text,
  server: { ...text, short: 's' },
  'tls-server-name': text,
  token: text,
  user: text,
  username: text,
} as const;

const options = { ...read, ...idle, ...foreign };

/** What kubectl takes from the words after its name; null for what is not given. */
interface KubectlOptions {
  readonly namespace: string | null;
  readonly context: string | null;
  readonly address: string | null;
  readonly positionals: readonly string[];
}

/** Where the last word is that is no option and no option's value; -1 for none. */
export function lastPositional(words: readonly string[]): number {
  return tokensOf(words).findLast(({ kind }) => kind === 'positional')?.index ?? -1;
}

/** Reads the words as kubectl's own parser (pflag) does. Throws `invalidInput` for an option that is not understood here. */
export function parseKubectlOptions(words: readonly string[]): KubectlOptions {
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokensOf(words)) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName: option, value } = token;
    if (!Object.hasOwn(read, name) && !Object.hasOwn(idle, name)) {
      throw unusable(message('import.unknownOption', { option }));
    }
    if (options[name as keyof typeof options].type === 'string' && value === undefined) {
      throw unusable(message('import.noOptionValue', { option }));
    }
    values.set(name, [...(values.get(name) ?? []), value ?? '']);
  }
  // Given twice the last one counts, and an empty one is none.
  const last = (name: keyof typeof read) => values.get(name)?.at(-1) || null;
  const addresses = values.get('address');
  return {
    namespace: last('namespace'),
    context: last('context'),
    address: addresses === undefined ? null : addresses.join(),
    positionals,
  };
}

function tokensOf(words: readonly string[]) {
  const { tokens } = parseArgs({
    // pflag takes `-n=shop` for `-nshop`.
    args: words.map((word) => word.replace(/^(-\w)=/, '$1')),
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return tokens;
}
