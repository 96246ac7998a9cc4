import { stringify } from 'yaml';
import { z } from 'zod';
import { parseAllowList } from '../../shared/allow-list.ts';
import { formatEndAfter, parseEndAfter } from '../../shared/automatic-end.ts';
import { formatBalance, parseBalance } from '../../shared/balance.ts';
import { defaultBindAddresses, parseBindAddresses } from '../../shared/bind-address.ts';
import { defaultSettings, EndOfFile, type Forward } from '../../shared/forward.ts';
import { formatHoldTime, parseHoldTime } from '../../shared/hold-time.ts';
import { message } from '../../shared/language/message.ts';
import { formatPortPair, parsePortPair } from '../../shared/port-pair.ts';
import { SecretLink } from '../../shared/secret.ts';
import { formatTarget, parseTarget } from '../../shared/target.ts';
import { Harvest, unusable, type Wish } from './harvest.ts';
import { fieldFault } from './schema-fault.ts';

const Entry = z.strictObject({
  target: z.string().describe('TYPE/NAME as kubectl writes it, such as svc/web or deploy/api.'),
  ports: z
    .array(z.union([z.string(), z.int()]))
    .min(1)
    .describe(
      '[LOCAL:]REMOTE as kubectl writes it, such as 8080:http, 5000, or :9090 for a free local port.',
    ),
  context: z
    .string()
    .min(1)
    .optional()
    .describe('A name of the team for the cluster; each person says once which context of theirs it is.'),
  namespace: z.string().optional().describe('"default" where it is left out.'),
  name: z.string().optional().describe('What the forward is called; the target’s name where it is left out.'),
  group: z.string().optional().describe('The group it is listed in, and started and stopped with.'),
  address: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('IP addresses to listen on; 127.0.0.1 and ::1 where it is left out.'),
  hold: z
    .string()
    .optional()
    .describe('How long new connections wait for a ready pod: 500ms, 30s, 2m; 10s where it is left out.'),
  balance: z
    .string()
    .optional()
    .describe('sticky, round-robin, least-connections or pod=NAME; sticky where it is left out.'),
  eof: EndOfFile.optional().describe(
    'When the pod learns that a client has ended its side; defer where it is left out.',
  ),
  'allow-from': z
    .array(z.string())
    .optional()
    .describe(
      'Who may connect to addresses that other machines reach: addresses and networks such as 192.168.1.0/24; everybody where it is left out.',
    ),
  'end-after': z
    .string()
    .optional()
    .describe('It ends by itself so long after its start: 30m, 8h, 2d; never where it is left out.'),
  secret: z
    .strictObject({
      name: SecretLink.shape.name.describe('The name of a Secret in the namespace of the forward.'),
      user: SecretLink.shape.userKey
        .unwrap()
        .optional()
        .describe('The key of the user; none where it is left out.'),
      password: SecretLink.shape.passwordKey.describe('The key of the password.'),
    })
    .optional()
    .describe('Where user and password stand: names and keys, never a value.'),
});
type Entry = z.infer<typeof Entry>;

/** `portolan.yaml`: forwards that a team keeps beside its code, without secrets and without paths of one computer. */
const File = z.strictObject({
  // Not `const`: some editors compare its text, and refuse the same number written as 1.0.
  portolan: z.number().min(1).max(1).describe('The version of this format.'),
  forwards: z.array(Entry),
});

/** Where editors find what may stand in the file, as seen from a repository that keeps a copy of the schema there. */
export const workspaceSchemaPath = 'docs/portolan.schema.json';

/** The JSON Schema of `portolan.yaml` (draft 2020-12). */
export function workspaceSchema(): object {
  // eslint-disable-next-line portolan/said -- a published document, in the language of its field names
  return { title: 'Portolan workspace file', ...z.toJSONSchema(File) };
}

export function isWorkspace(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'portolan' in value;
}

/** Throws `invalidInput` for a version of the future. */
export function readWorkspace(value: object): Harvest {
  const file = z.object({ portolan: z.literal(1), forwards: z.array(z.unknown()) }).safeParse(value);
  if (!file.success) throw unusable(message('import.workspaceVersion'));
  const harvest = new Harvest();
  for (const [index, entry] of file.data.forwards.entries()) {
    const parsed = Entry.safeParse(entry);
    const name =
      parsed.data?.name ?? parsed.data?.target ?? message('import.forwardEntry', { at: index + 1 });
    harvest.take(name, () => {
      if (parsed.success) return wishOf(parsed.data);
      throw unusable(message('import.faultSentence', { fault: fieldFault(parsed.error, ': ') }));
    });
  }
  return harvest;
}

function wishOf({
  target,
  ports,
  context,
  namespace,
  name,
  group,
  address,
  hold,
  balance,
  eof,
  'allow-from': allowFrom,
  'end-after': endAfter,
  secret,
}: Entry): Wish {
  const holdMs = hold === undefined ? defaultSettings.holdMs : parseHoldTime(hold);
  if (holdMs === null) throw unusable(message('import.noHoldTime', { hold: hold ?? '' }));
  const endAfterMs = endAfter === undefined ? defaultSettings.endAfterMs : parseEndAfter(endAfter);
  if (endAfterMs === null && endAfter !== undefined) {
    throw unusable(message('exposure.notEndAfter', { text: endAfter }));
  }
  return {
    target: parseTarget(target),
    ports: ports.map((pair) => parsePortPair(String(pair))),
    context: context ?? null,
    namespace: namespace ?? 'default',
    label: name ?? null,
    group: group ?? null,
    holdMs,
    endAfterMs,
    ...(address !== undefined && { addresses: parseBindAddresses(address.join()) }),
    ...(balance !== undefined && { balance: parseBalance(balance) }),
    ...(eof !== undefined && { eof }),
    ...(allowFrom !== undefined && { allowFrom: parseAllowList(allowFrom.join()) }),
    ...(secret !== undefined && {
      secret: { name: secret.name, userKey: secret.user ?? null, passwordKey: secret.password },
    }),
  };
}

/** The file for these forwards: what `readWorkspace` reads back, but for ports that the system chose. */
export function writeWorkspace(forwards: readonly Forward[]): string {
  const text = stringify({ portolan: 1, forwards: forwards.map(entryOf) }, { lineWidth: 0 });
  return `# yaml-language-server: $schema=${workspaceSchemaPath}\n${text}`;
}

function entryOf(forward: Forward): Entry {
  const { label, target, ports, addresses, holdMs, balance, eof, group, allowFrom, endAfterMs, secret } =
    forward;
  return {
    ...(label !== target.name && { name: label }),
    context: target.context,
    namespace: target.namespace,
    target: formatTarget(target),
    ports: ports.map(formatPortPair),
    ...(group !== null && { group }),
    ...(addresses.join() !== defaultBindAddresses.join() && { address: [...addresses] }),
    ...(holdMs !== defaultSettings.holdMs && { hold: formatHoldTime(holdMs) }),
    ...(balance.mode !== defaultSettings.balance.mode && { balance: formatBalance(balance) }),
    ...(eof !== defaultSettings.eof && { eof }),
    ...(allowFrom.length > 0 && { 'allow-from': [...allowFrom] }),
    ...(endAfterMs !== null && { 'end-after': formatEndAfter(endAfterMs) }),
    ...(secret !== null && { secret: secretOf(secret) }),
  };
}

function secretOf({ name, userKey, passwordKey }: SecretLink): NonNullable<Entry['secret']> {
  return { name, ...(userKey !== null && { user: userKey }), password: passwordKey };
}
