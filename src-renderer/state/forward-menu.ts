import type { Forward } from '../../src-main/shared/forward.ts';
import { boundPorts, isRunning } from '../../src-main/shared/session.ts';
import type { AppState } from './app-state.svelte.ts';
import type { MenuEntries } from '../ui/menu.ts';
import { t } from '../language.svelte.ts';
import { localAddress } from '../text/addresses.ts';
import { forwardCommand } from '../text/command-line.ts';

/** What can be done with a forward, as its context menu says it. */
export function forwardMenu(forward: Forward, app: AppState): MenuEntries {
  const { actions, forwards, navigation } = app;
  const session = forwards.session(forward.id);
  const address = localAddress(forward, session, 0);
  return [
    {
      label: isRunning(session) ? t('common.stop') : t('common.start'),
      keys: 'Space',
      run: () => actions.toggle(forward),
    },
    {
      label: t('forwards.openInBrowser'),
      keys: 'Enter',
      disabled: boundPorts(session).length === 0,
      run: () => actions.open(forward),
    },
    null,
    {
      label: t('forwards.copyAddress'),
      keys: 'C',
      disabled: address === null,
      run: () => void actions.copyAddress(forward),
    },
    { label: t('forwards.copyCommand'), run: () => void actions.copy(forwardCommand(forward)) },
    null,
    { label: t('details.details'), keys: 'D', run: () => navigation.showForward(forward.id) },
    { label: t('forwards.duplicate'), run: () => navigation.duplicate(forward) },
    {
      label: forward.favourite ? t('forwards.removeFromFavourites') : t('forwards.addToFavourites'),
      keys: 'F',
      run: () => actions.toggleFavourite(forward),
    },
    { label: t('common.edit'), keys: 'E', run: () => navigation.edit(forward) },
    { label: t('common.remove'), keys: 'Del', danger: true, run: () => void actions.remove(forward) },
  ];
}

/** What can be done with all forwards of a group. */
export function groupMenu(name: string, app: AppState): MenuEntries {
  const { actions, client, forwards, toasts } = app;
  const members = forwards.list.filter(({ group }) => group === name);
  const running = members.filter(({ id }) => isRunning(forwards.session(id)));
  const ids = members.map(({ id }) => id);
  return [
    {
      label: t('forwards.startAll', { group: name }),
      disabled: running.length === members.length,
      run: () => void actions.startMany(members),
    },
    {
      label: t('forwards.stopAll', { group: name }),
      disabled: running.length === 0,
      run: () => void toasts.attempt(client.request('forward.stopMany', { ids })),
    },
  ];
}
