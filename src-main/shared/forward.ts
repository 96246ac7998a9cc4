import { z } from 'zod';
import { AllowList } from './allow-list.ts';
import { EndAfter } from './automatic-end.ts';
import { Balance, canBalance } from './balance.ts';
import { BindAddress, isExposed } from './bind-address.ts';
import { message } from './language/message.ts';
import { PortPair } from './port-pair.ts';
import { says } from './rule.ts';
import { SecretLink } from './secret.ts';
import { Target } from './target.ts';

export const ForwardId = z.uuid();
export type ForwardId = z.infer<typeof ForwardId>;

/** Longest time, in milliseconds, for which a new connection waits for a ready pod. */
export const maxHoldMs = 300_000;

/** How a forward behaves, and where it stands, where nobody says otherwise. */
export const defaultSettings = {
  holdMs: 10_000,
  balance: { mode: 'sticky' },
  eof: 'defer',
  group: null,
  favourite: false,
  secret: null,
  allowFrom: [],
  endAfterMs: null,
} as const;

/**
 * When the pod learns that a client has ended its side. A runtime cuts the reply soon after it does, so `defer` tells it
 * only when the pod is quiet; `immediate` tells it at once, as kubectl does.
 */
export const EndOfFile = z.enum(['defer', 'immediate']);
export type EndOfFile = z.infer<typeof EndOfFile>;

export const maxGroupLength = 60;
export const GroupName = z.string().trim().min(1).max(maxGroupLength);

const settings = {
  /** What the person calls it; the target's name where nothing was typed. */
  label: z.string().trim().min(1).max(100),
  target: Target,
  ports: z.array(PortPair).min(1).max(32),
  addresses: z.array(BindAddress).min(1).max(16),
  holdMs: z.int().min(0).max(maxHoldMs),
  // Files that were saved before there was a choice do not have the rest.
  balance: Balance.default(defaultSettings.balance),
  eof: EndOfFile.default(defaultSettings.eof),
  /** The group it is listed in, and started and stopped with; null for none. */
  group: GroupName.nullable().default(defaultSettings.group),
  /** Favourites come first in the tray. */
  favourite: z.boolean().default(defaultSettings.favourite),
  /** Where its user and password stand. */
  secret: SecretLink.nullable().default(defaultSettings.secret),
  /** Which remote peers may connect where an address may be reached from other machines; empty for everybody. */
  allowFrom: AllowList.default(defaultSettings.allowFrom),
  /** It ends by itself so long after its start, in milliseconds; null for what its context says. */
  endAfterMs: EndAfter.nullable().default(defaultSettings.endAfterMs),
};

/** A saved forward: the person's wish, whether it runs or not. */
export const Forward = z.object({
  id: ForwardId,
  ...settings,
  /** Whether the person last asked for it to run; such forwards start again with the app. */
  wanted: z.boolean(),
  /** When it was last asked to run, in milliseconds since the epoch; null while it is not. */
  startedAt: z.number().nullable().default(null),
});
export type Forward = z.infer<typeof Forward>;

/** What a new forward or a change of one consists of; addresses beyond loopback must be allowed by name. */
export const ForwardSettings = z
  .object({
    ...settings,
    /** The explicit choice that an address may be reached from other machines. */
    allowExposure: z.boolean(),
  })
  .refine((value) => value.allowExposure || !isExposed(value.addresses), {
    path: ['addresses'],
    ...says(message('input.exposed')),
  })
  .refine(({ target, balance }) => canBalance(target, balance), {
    path: ['balance'],
    ...says(message('input.nothingToBalance')),
  });
export type ForwardSettings = z.infer<typeof ForwardSettings>;

/** A change of where a forward stands, which its session does not feel. */
export const ForwardPlace = z.union([
  z.strictObject({ group: GroupName.nullable() }),
  z.strictObject({ favourite: z.boolean() }),
]);
export type ForwardPlace = z.infer<typeof ForwardPlace>;

/** What a saved forward consists of, to be changed or copied; its exposure was allowed when it was saved. */
export function settingsOf(forward: Forward): ForwardSettings {
  const { label, target, ports, addresses, holdMs, balance, eof, group, favourite, secret } = forward;
  const { allowFrom, endAfterMs } = forward;
  const reach = { addresses, allowFrom, endAfterMs, allowExposure: isExposed(addresses) };
  return { label, target, ports, holdMs, balance, eof, group, favourite, secret, ...reach };
}

/** Additions, changes and removals that belong together. */
export const ForwardChanges = z
  .object({
    add: z.array(ForwardSettings).max(1_000),
    change: z.array(z.object({ id: ForwardId, settings: ForwardSettings })).max(10_000),
    remove: z.array(ForwardId).max(10_000),
  })
  .refine(
    ({ change, remove }) => {
      const ids = [...change.map(({ id }) => id), ...remove];
      return new Set(ids).size === ids.length;
    },
    says(message('compare.twice')),
  );
export type ForwardChanges = z.infer<typeof ForwardChanges>;

/** What came of them, and the name under which they can be taken back in this run. */
export const AppliedChanges = z.object({ undo: z.uuid(), added: z.array(Forward) });
export type AppliedChanges = z.infer<typeof AppliedChanges>;

/** On which side of another forward one is put. */
export const MoveSide = z.enum(['before', 'after']);
export type MoveSide = z.infer<typeof MoveSide>;

/** The file in the data folder, version by version; a newer one is refused, never rewritten. */
export const ForwardsFile = z.object({ version: z.literal(1), forwards: z.array(Forward) });
export type ForwardsFile = z.infer<typeof ForwardsFile>;
