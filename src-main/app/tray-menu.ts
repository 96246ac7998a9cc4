import { isExposed } from '../shared/bind-address.ts';
import type { Forward, ForwardId } from '../shared/forward.ts';
import { needsUser } from '../shared/problem.ts';
import { isRunning, type SessionState } from '../shared/session.ts';
import { localAddresses } from './local-address.ts';

/** One saved forward as the tray sees it. */
export interface TrayForward {
  readonly forward: Forward;
  readonly state: SessionState;
  /** Connections that wait for a ready pod. */
  readonly held: number;
}

export type TrayAction =
  | { readonly kind: 'start' | 'stop'; readonly id: ForwardId }
  | { readonly kind: 'startMany' | 'stopMany'; readonly ids: ForwardId[] }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'openAddress'; readonly id: ForwardId; readonly port: number }
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
 * The tray's whole menu as a value: one entry for each forward, favourites first, one click starts or stops it; then one
 * for each group.
 */
export function trayMenu(forwards: readonly TrayForward[]): TrayItem[] {
  const separator: TrayItem = { kind: 'separator' };
  const addresses = forwards.flatMap(openAddresses);
  return [
    ...(forwards.length === 0
      ? [{ kind: 'text', label: 'No forwards yet' } as const]
      : [...favouriteItems(forwards), ...groupMenus(forwards)]),
    separator,
    ...(addresses.length === 0 ? [] : [...addressMenus(addresses), separator]),
    action(
      'Start All',
      { kind: 'startAll' },
      forwards.some(({ state }) => !isBusy(state)),
    ),
    action(
      'Stop All',
      { kind: 'stopAll' },
      forwards.some(({ state }) => isRunning(state)),
    ),
    separator,
    action('Open Portolan', { kind: 'openWindow' }),
    action('Quit Portolan', { kind: 'quit' }),
  ];
}

function favouriteItems(forwards: readonly TrayForward[]): TrayItem[] {
  const favourites = forwards.filter(({ forward }) => forward.favourite);
  const others = forwards.filter(({ forward }) => !forward.favourite);
  const between: TrayItem[] = favourites.length > 0 && others.length > 0 ? [{ kind: 'separator' }] : [];
  return [...favourites.map(forwardItem), ...between, ...others.map(forwardItem)];
}

function groupMenus(forwards: readonly TrayForward[]): TrayItem[] {
  const groups = [...Map.groupBy(forwards, ({ forward }) => forward.group)].flatMap(([name, members]) =>
    name === null ? [] : [groupMenu(name, members)],
  );
  return groups.length === 0 ? [] : [{ kind: 'separator' }, ...groups];
}

function groupMenu(name: string, members: readonly TrayForward[]): TrayItem {
  const ids = members.map(({ forward }) => forward.id);
  const active = members.filter(({ state }) => state.phase === 'active').length;
  return {
    kind: 'submenu',
    label: `${name}  ${active} of ${members.length} active`,
    items: [
      action(
        'Start Group',
        { kind: 'startMany', ids },
        members.some(({ state }) => !isBusy(state)),
      ),
      action(
        'Stop Group',
        { kind: 'stopMany', ids },
        members.some(({ state }) => isRunning(state)),
      ),
    ],
  };
}

/** What the pointer reads over the icon. */
export function trayTooltip(forwards: readonly TrayForward[]): string {
  const active = forwards.filter(({ state }) => state.phase === 'active').length;
  return `Portolan: ${active} of ${forwards.length} active`;
}

function forwardItem({ forward, state, held }: TrayForward): TrayItem {
  const { shape, words } = mark(state, held);
  const lan = isExposed(forward.addresses) ? 'LAN' : '';
  const parts = [`${shape} ${forward.label}`, shortAddress(forward, state), lan, words];
  const label = parts.filter((part) => part !== '').join('  ');
  const kind = isBusy(state) ? 'stop' : 'start';
  return action(label, { kind, id: forward.id }, state.phase !== 'stopping');
}

function shortAddress(forward: Forward, state: SessionState): string {
  const [first = '', ...rest] = localAddresses(forward, state);
  return rest.length === 0 ? first : `${first} +${rest.length}`;
}

/** Shape and words of a state, as everywhere in the product; where all is well the shape says enough. */
function mark(state: SessionState, held: number): { readonly shape: string; readonly words: string } {
  switch (state.phase) {
    case 'stopped':
      return { shape: '○', words: '' };
    case 'starting':
      return { shape: '◆', words: 'Connecting' };
    case 'stopping':
      return { shape: '○', words: 'Stopping' };
    case 'failed':
      return { shape: '▲', words: 'Needs you' };
    case 'active':
      return { shape: '●', words: '' };
    case 'waiting':
      if (state.problem !== null && needsUser(state.problem.code)) return { shape: '▲', words: 'Needs you' };
      if (held > 0) return { shape: '◆', words: `Holding ${held}` };
      return { shape: '◆', words: state.attempt === 0 ? 'Connecting' : 'Waiting for a pod' };
  }
}

interface OpenAddress {
  readonly id: ForwardId;
  readonly port: number;
  readonly label: string;
  readonly address: string;
}

function openAddresses({ forward, state }: TrayForward): OpenAddress[] {
  if (state.phase !== 'waiting' && state.phase !== 'active') return [];
  return localAddresses(forward, state).map((address, port) => ({
    id: forward.id,
    port,
    label: `${forward.label}  ${address}`,
    address,
  }));
}

function addressMenus(addresses: readonly OpenAddress[]): TrayItem[] {
  return [
    {
      kind: 'submenu',
      label: 'Copy Address',
      items: addresses.map(({ label, address }) => action(label, { kind: 'copy', text: address })),
    },
    {
      kind: 'submenu',
      label: 'Open in Browser',
      items: addresses.map(({ label, id, port }) => action(label, { kind: 'openAddress', id, port })),
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
