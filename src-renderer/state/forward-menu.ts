import type { Forward } from '../../src-main/shared/forward.ts';
import { localAddress } from '../../src-main/shared/local-address.ts';
import { boundPorts, isRunning } from '../../src-main/shared/session.ts';
import type { AppState } from './app-state.svelte.ts';
import type { MenuEntries } from '../ui/menu.ts';
import { t } from '../language.svelte.ts';
import { forwardCommand } from '../text/command-line.ts';

/** What can be done with a forward, as its context menu says it; with its place in the list where that is shown. */
export function forwardMenu(forward: Forward, app: AppState, place: MenuEntries = []): MenuEntries {
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
    { label: t('duplicate.elsewhere'), run: () => (navigation.duplicating = [forward]) },
    { label: t('selection.moveToGroup'), run: () => (navigation.grouping = [forward]) },
    ...place,
    {
      label: forward.favourite ? t('forwards.removeFromFavourites') : t('forwards.addToFavourites'),
      keys: 'F',
      run: () => actions.toggleFavourite([forward]),
    },
    { label: t('common.edit'), keys: 'E', run: () => navigation.edit(forward) },
    { label: t('common.remove'), keys: 'Del', danger: true, run: () => void actions.remove([forward]) },
  ];
}

/** What can be done with several forwards at once, as their bar and, with more before the removal, their menu say it. */
export function selectionMenu(
  chosen: readonly Forward[],
  app: AppState,
  more: MenuEntries = [],
): MenuEntries {
  const { actions, forwards, navigation } = app;
  const running = chosen.filter(({ id }) => isRunning(forwards.session(id)));
  return [
    {
      label: t('common.start'),
      disabled: running.length === chosen.length,
      run: () => void actions.startMany(chosen),
    },
    { label: t('common.stop'), disabled: running.length === 0, run: () => actions.stopMany(chosen) },
    null,
    { label: t('selection.moveToGroup'), run: () => (navigation.grouping = chosen) },
    {
      label: chosen.every(({ favourite }) => favourite)
        ? t('forwards.removeFromFavourites')
        : t('forwards.addToFavourites'),
      keys: 'F',
      run: () => actions.toggleFavourite(chosen),
    },
    { label: t('duplicate.elsewhere'), run: () => (navigation.duplicating = chosen) },
    ...more,
    null,
    { label: t('common.remove'), keys: 'Del', danger: true, run: () => void actions.remove(chosen) },
  ];
}
