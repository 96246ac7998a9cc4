import type { Forward } from '../../src-main/shared/forward.ts';
import { message } from '../../src-main/shared/language/message.ts';
import { localAddress } from '../../src-main/shared/local-address.ts';
import { boundPorts, isRunning } from '../../src-main/shared/session.ts';
import { t } from '../language.svelte.ts';
import { forwardCommand } from '../text/command-line.ts';
import { forwardLink } from '../text/forward-link.ts';
import type { MenuEntries } from '../ui/menu.ts';
import type { AppState } from './app-state.svelte.ts';
import { type Deed, menuEntry } from './deed.ts';
import { reportOf } from './forward-report.ts';

/** What can be done with a forward. */
function deedsOf(forward: Forward, app: AppState) {
  const { actions, forwards, navigation } = app;
  const { id, label, favourite } = forward;
  const session = forwards.session(id);
  const isOn = isRunning(session);
  return {
    toggle: {
      words: message(isOn ? 'common.stop' : 'common.start'),
      named: message(isOn ? 'palette.stop' : 'palette.start', { label }),
      keys: 'Space',
      run: () => actions.toggle(forward),
    },
    copyAddress: {
      words: message('forwards.copyAddress'),
      named: message('palette.copyAddress', { label }),
      keys: 'C',
      disabled: localAddress(forward, session, 0) === null,
      run: () => void actions.copyAddress(forward),
    },
    giveUp:
      session.phase === 'failed'
        ? {
            words: message('common.stop'),
            named: message('palette.stop', { label }),
            isRare: true,
            run: () => actions.stop(forward),
          }
        : null,
    open: {
      words: message('forwards.openInBrowser'),
      named: message('palette.open', { label }),
      keys: 'Enter',
      disabled: boundPorts(session).length === 0,
      run: () => actions.open(forward),
    },
    copyCommand: {
      words: message('forwards.copyCommand'),
      named: message('palette.copyCommand', { label }),
      isRare: true,
      run: () => void actions.copy(forwardCommand(forward)),
    },
    copyLink: {
      words: message('forwards.copyLink'),
      named: message('palette.copyLink', { label }),
      isRare: true,
      run: () => void actions.copy(forwardLink(forward)),
    },
    copyReport: {
      words: message('report.copy'),
      named: message('palette.copyReport', { label }),
      isRare: true,
      run: () => void actions.copy(reportOf(forward, app)),
    },
    details: {
      words: message('details.details'),
      named: null,
      keys: 'D',
      run: () => navigation.showForward(id),
    },
    // The search names the target instead, which several forwards may have.
    ways: {
      words: message('ways.show'),
      named: null,
      keys: 'W',
      run: () => navigation.showWays(forward.target),
    },
    duplicate: {
      words: message('forwards.duplicate'),
      named: message('palette.duplicate', { label }),
      isRare: true,
      run: () => navigation.duplicate(forward),
    },
    duplicateTo: {
      words: message('duplicate.elsewhere'),
      named: message('palette.duplicateTo', { label }),
      isRare: true,
      run: () => (navigation.duplicating = [forward]),
    },
    moveToGroup: {
      words: message('selection.moveToGroup'),
      named: message('palette.moveToGroup', { label }),
      isRare: true,
      run: () => (navigation.grouping = [forward]),
    },
    edit: {
      words: message('common.edit'),
      named: message('palette.edit', { label }),
      keys: 'E',
      run: () => navigation.edit(forward),
    },
    remove: {
      words: message('common.remove'),
      named: message('palette.remove', { label }),
      isRare: true,
      keys: 'Del',
      danger: true,
      run: () => void actions.remove([forward]),
    },
    // After the removal, which "remove" is to find first.
    favourite: {
      words: message(favourite ? 'forwards.removeFromFavourites' : 'forwards.addToFavourites'),
      named: message(favourite ? 'palette.removeFromFavourites' : 'palette.addToFavourites', { label }),
      isRare: true,
      keys: 'F',
      run: () => actions.toggleFavourite([forward]),
    },
  } satisfies Record<string, Deed | null>;
}

/** What the search over everything offers of it. */
export function forwardDeeds(forward: Forward, app: AppState): Deed[] {
  return Object.values(deedsOf(forward, app)).filter((deed) => deed !== null);
}

/** What can be done with a forward, as its context menu says it; with its place in the list where that is shown. */
export function forwardMenu(forward: Forward, app: AppState, place: MenuEntries = []): MenuEntries {
  const deeds = deedsOf(forward, app);
  const { details, ways, duplicate, duplicateTo, moveToGroup, favourite, edit, remove } = deeds;
  return [
    menuEntry(deeds.toggle),
    ...(deeds.giveUp === null ? [] : [menuEntry(deeds.giveUp)]),
    menuEntry(deeds.open),
    null,
    ...[deeds.copyAddress, deeds.copyCommand, deeds.copyLink].map(menuEntry),
    null,
    ...[details, ways, duplicate, duplicateTo, moveToGroup].map(menuEntry),
    ...place,
    ...[favourite, edit, remove].map(menuEntry),
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
