import { isExposed } from '../shared/bind-address.ts';
import type { Forward, ForwardId } from '../shared/forward.ts';
import type { Translate } from '../shared/language/message.ts';
import { localAddress, usableAddress } from '../shared/local-address.ts';
import { boundPorts, isRunning, type SessionState } from '../shared/session.ts';
import { asksForUser, isReachable, type TrayForward } from './tray-forward.ts';

export type TrayAction =
  | { readonly kind: 'start' | 'stop'; readonly id: ForwardId }
  | { readonly kind: 'startMany' | 'stopMany'; readonly ids: ForwardId[] }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'openAddress'; readonly id: ForwardId; readonly pair: number }
  | { readonly kind: 'openCluster'; readonly context: string }
  | { readonly kind: 'startAll' | 'stopAll' | 'openWindow' | 'quit' };

export type TrayItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'text'; readonly label: string }
  | {
      readonly kind: 'action';
      readonly label: string;
      readonly enabled: boolean;
      readonly action: TrayAction;
    }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] };

/**
 * The tray's whole menu as a value: one entry for each cluster that needs a login (`logins`), one for each forward,
 * favourites first, one click starts or stops it; then one for each group.
 */
export function trayMenu(
  forwards: readonly TrayForward[],
  t: Translate,
  logins: readonly string[] = [],
): TrayItem[] {
  const separator: TrayItem = { kind: 'separator' };
  const listed = nearAtHand(forwards);
  const addresses = listed.flatMap(openAddresses);
  return [
    ...loginItems(logins, t),
    ...(forwards.length === 0
      ? [{ kind: 'text', label: t('tray.none') } as const]
      : [
          ...favouriteItems(listed, t),
          ...moreItem(
            forwards.filter((each) => !listed.includes(each)),
            t,
          ),
          ...groupMenus(forwards, t),
        ]),
    separator,
    ...(addresses.length === 0 ? [] : [...addressMenus(addresses, t), separator]),
    action(
      t('tray.startAll'),
      { kind: 'startAll' },
      forwards.some(({ state }) => !isBusy(state)),
    ),
    action(
      t('tray.stopAll'),
      { kind: 'stopAll' },
      forwards.some(({ state }) => isRunning(state)),
    ),
    separator,
    action(t('tray.open'), { kind: 'openWindow' }),
    action(t('app.quit'), { kind: 'quit' }),
  ];
}

/** First of all: it is the cause of what its forwards may say, and those whose tunnels still go on say nothing of it. */
function loginItems(logins: readonly string[], t: Translate): TrayItem[] {
  if (logins.length === 0) return [];
  const item = (context: string) =>
    action(`▲ ${context}  ${t('clusters.needsLogin')}`, { kind: 'openCluster', context });
  return [...logins.map(item), { kind: 'separator' }];
}

/** A menu has room for so many; the system takes 150 ms to be given one of three hundred. */
const listedAtMost = 30;

/**
 * Where there are more than a menu has room for: first those that nobody may overlook, then favourites and what runs.
 * They stay in the order of all.
 */
function nearAtHand(forwards: readonly TrayForward[]): readonly TrayForward[] {
  if (forwards.length <= listedAtMost) return forwards;
  const nearest = forwards.toSorted((one, other) => rank(one) - rank(other)).slice(0, listedAtMost);
  const kept = new Set(nearest);
  return forwards.filter((each) => kept.has(each));
}

function rank(each: TrayForward): number {
  if (isReachable(each)) return 0;
  if (asksForUser(each.state)) return 1;
  if (each.forward.favourite) return 2;
  return isBusy(each.state) ? 3 : 4;
}

function moreItem(left: readonly TrayForward[], t: Translate): TrayItem[] {
  if (left.length === 0) return [];
  return [action(t('tray.more', { more: left.length, among: attention(left, t) }), { kind: 'openWindow' })];
}

function favouriteItems(forwards: readonly TrayForward[], t: Translate): TrayItem[] {
  const favourites = forwards.filter(({ forward }) => forward.favourite);
  const others = forwards.filter(({ forward }) => !forward.favourite);
  const between: TrayItem[] = favourites.length > 0 && others.length > 0 ? [{ kind: 'separator' }] : [];
  const item = (each: TrayForward) => forwardItem(each, t);
  return [...favourites.map(item), ...between, ...others.map(item)];
}

function groupMenus(forwards: readonly TrayForward[], t: Translate): TrayItem[] {
  const groups = [...Map.groupBy(forwards, ({ forward }) => forward.group)].flatMap(([name, members]) =>
    name === null ? [] : [groupMenu(name, members, t)],
  );
  return groups.length === 0 ? [] : [{ kind: 'separator' }, ...groups];
}

function groupMenu(name: string, members: readonly TrayForward[], t: Translate): TrayItem {
  const ids = members.map(({ forward }) => forward.id);
  return {
    kind: 'submenu',
    label: t('tray.group', { name, ...activeOf(members) }),
    items: [
      action(
        t('tray.startGroup'),
        { kind: 'startMany', ids },
        members.some(({ state }) => !isBusy(state)),
      ),
      action(
        t('tray.stopGroup'),
        { kind: 'stopMany', ids },
        members.some(({ state }) => isRunning(state)),
      ),
    ],
  };
}

/** What the pointer reads over the icon. */
export function trayTooltip(
  forwards: readonly TrayForward[],
  t: Translate,
  logins: readonly string[] = [],
): string {
  const waiting = logins.length === 0 ? [] : [t('alert.needsLogin', { contexts: logins })];
  return [t('tray.tooltip', activeOf(forwards)), ...attention(forwards, t), ...waiting].join(' · ');
}

/** How many of them other machines reach, and how many need somebody; nothing for none. */
function attention(forwards: readonly TrayForward[], t: Translate): string[] {
  const reachable = forwards.filter(isReachable).length;
  const asking = forwards.filter(({ state }) => asksForUser(state)).length;
  return [
    ...(reachable === 0 ? [] : [t('footer.reachable', { forwards: reachable })]),
    ...(asking === 0 ? [] : [t('group.needYou', { forwards: asking })]),
  ];
}

function activeOf(forwards: readonly TrayForward[]): { readonly active: number; readonly all: number } {
  return { active: forwards.filter(({ state }) => state.phase === 'active').length, all: forwards.length };
}

function forwardItem({ forward, state, held, production }: TrayForward, t: Translate): TrayItem {
  const { shape, words } = mark(state, held, t);
  const exposed = isExposed(forward.addresses) ? t('common.lan') : '';
  const marked = production ? t('production.tag') : '';
  const parts = [`${shape} ${forward.label}`, shortAddress(forward, state), marked, exposed, words];
  const label = parts.filter((part) => part !== '').join('  ');
  const kind = isBusy(state) ? 'stop' : 'start';
  return action(label, { kind, id: forward.id }, state.phase !== 'stopping');
}

/** Where it listens, as the window's row says it. */
function shortAddress(forward: Forward, state: SessionState): string {
  const first = localAddress(forward, state, 0) ?? '';
  const more = forward.ports.length - 1;
  return more === 0 ? first : `${first} +${more}`;
}

/** Shape and words of a state, as everywhere in the product; where all is well the shape says enough. */
function mark(
  state: SessionState,
  held: number,
  t: Translate,
): { readonly shape: string; readonly words: string } {
  switch (state.phase) {
    case 'stopped':
      return { shape: '○', words: '' };
    case 'starting':
      return { shape: '◆', words: t('state.connecting') };
    case 'stopping':
      return { shape: '○', words: t('state.stopping') };
    case 'failed':
      return { shape: '▲', words: t('state.needsYou') };
    case 'active':
      return { shape: '●', words: '' };
    case 'waiting':
      if (asksForUser(state)) return { shape: '▲', words: t('state.needsYou') };
      if (held > 0) return { shape: '◆', words: t('state.holding', { held }) };
      return { shape: '◆', words: t(state.attempt === 0 ? 'state.connecting' : 'tray.waitingForPod') };
  }
}

interface OpenAddress {
  readonly id: ForwardId;
  readonly pair: number;
  readonly label: string;
  readonly address: string;
}

function openAddresses({ forward, state }: TrayForward): OpenAddress[] {
  return boundPorts(state).map((_, pair) => {
    const address = usableAddress(forward, state, pair) ?? '';
    return { id: forward.id, pair, label: `${forward.label}  ${address}`, address };
  });
}

function addressMenus(addresses: readonly OpenAddress[], t: Translate): TrayItem[] {
  return [
    {
      kind: 'submenu',
      label: t('tray.copyAddress'),
      items: addresses.map(({ label, address }) => action(label, { kind: 'copy', text: address })),
    },
    {
      kind: 'submenu',
      label: t('tray.openInBrowser'),
      items: addresses.map(({ label, id, pair }) => action(label, { kind: 'openAddress', id, pair })),
    },
  ];
}

/** True where a click stops: everything that runs, ends or asks for help on a held port. */
function isBusy(state: SessionState): boolean {
  return isRunning(state) || state.phase === 'stopping';
}

function action(label: string, what: TrayAction, enabled = true): TrayItem {
  return { kind: 'action', label, enabled, action: what };
}
