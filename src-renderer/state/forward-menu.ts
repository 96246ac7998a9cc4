import type { Forward } from '../../src-main/shared/forward.ts';
import { boundPorts, isRunning } from '../../src-main/shared/session.ts';
import type { AppState } from './app-state.svelte.ts';
import type { MenuEntries } from '../ui/menu.ts';
import { localAddress } from '../text/addresses.ts';
import { forwardCommand } from '../text/command-line.ts';

/** What can be done with a forward, as its context menu says it. */
export function forwardMenu(forward: Forward, app: AppState): MenuEntries {
  const { actions, forwards, navigation } = app;
  const session = forwards.session(forward.id);
  const address = localAddress(forward, session, 0);
  return [
    { label: isRunning(session) ? 'Stop' : 'Start', keys: 'Space', run: () => actions.toggle(forward) },
    {
      label: 'Open in browser',
      keys: 'Enter',
      disabled: boundPorts(session).length === 0,
      run: () => actions.open(forward),
    },
    null,
    {
      label: 'Copy address',
      keys: 'C',
      disabled: address === null,
      run: () => void actions.copyAddress(forward),
    },
    { label: 'Copy terminal command', run: () => void actions.copy(forwardCommand(forward)) },
    null,
    { label: 'Details', keys: 'D', run: () => navigation.showForward(forward.id) },
    { label: 'Duplicate', run: () => navigation.duplicate(forward) },
    {
      label: forward.favourite ? 'Remove from favourites' : 'Add to favourites',
      keys: 'F',
      run: () => actions.toggleFavourite(forward),
    },
    { label: 'Edit', keys: 'E', run: () => navigation.edit(forward) },
    { label: 'Remove', keys: 'Del', danger: true, run: () => void actions.remove(forward) },
  ];
}

/** What can be done with all forwards of a group. */
export function groupMenu(name: string, app: AppState): MenuEntries {
  const { client, forwards, toasts } = app;
  const members = forwards.list.filter(({ group }) => group === name);
  const running = members.filter(({ id }) => isRunning(forwards.session(id)));
  const ids = members.map(({ id }) => id);
  return [
    {
      label: `Start all of ${name}`,
      disabled: running.length === members.length,
      run: () => void toasts.attempt(client.request('forward.startMany', { ids })),
    },
    {
      label: `Stop all of ${name}`,
      disabled: running.length === 0,
      run: () => void toasts.attempt(client.request('forward.stopMany', { ids })),
    },
  ];
}
