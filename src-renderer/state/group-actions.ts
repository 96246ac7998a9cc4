import type { Forward } from '../../src-main/shared/forward.ts';
import { isRunning } from '../../src-main/shared/session.ts';
import { t } from '../language.svelte.ts';
import type { MenuEntries } from '../ui/menu.ts';
import type { AppState } from './app-state.svelte.ts';
import { exportMenu } from './export-menu.ts';

/** Puts forwards into a group, which may be new, or into none for null. False where that failed, which is then said. */
export function moveToGroup(
  app: AppState,
  members: readonly Forward[],
  group: string | null,
): Promise<boolean> {
  const ids = members.map(({ id }) => id);
  return app.toasts.attempt(app.client.request('forward.updateMany', { ids, place: { group } }));
}

/** Leaves the forwards of a group without one; what was done can be taken back. */
export async function ungroup(app: AppState, members: readonly Forward[], name: string): Promise<void> {
  if (!(await moveToGroup(app, members, null))) return;
  app.actions.offerUndo(t('group.ungrouped', { group: name }), async () => {
    await moveToGroup(app, members, name);
  });
}

/** What a group's menu needs from the list that shows it. */
export interface GroupView {
  /** Those that are shown: a filter may hide others, which nobody starts or removes who does not see them. */
  readonly members: readonly Forward[];
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
  readonly rename: () => void;
  /** Its place among the groups. */
  readonly place: MenuEntries;
}

/** What can be done with all forwards of a group. */
export function groupMenu(name: string, app: AppState, view: GroupView): MenuEntries {
  const { actions, forwards, navigation } = app;
  const { members } = view;
  const running = members.filter(({ id }) => isRunning(forwards.session(id)));
  const selectAll = () => {
    view.setOpen(true);
    navigation.selection.all(members.map(({ id }) => id));
  };
  return [
    {
      label: t('forwards.startAll', { group: name }),
      disabled: running.length === members.length,
      run: () => void actions.startMany(members),
    },
    {
      label: t('forwards.stopAll', { group: name }),
      disabled: running.length === 0,
      run: () => actions.stopMany(members),
    },
    null,
    view.isOpen
      ? { label: t('group.collapse'), keys: '←', run: () => view.setOpen(false) }
      : { label: t('group.expand'), keys: '→', run: () => view.setOpen(true) },
    { label: t('group.selectAll'), run: selectAll },
    null,
    { label: t('group.rename'), keys: 'F2', inPlace: true, run: view.rename },
    ...view.place,
    { label: t('duplicate.elsewhere'), run: () => (navigation.duplicating = members) },
    ...exportMenu(members, app),
    null,
    { label: t('group.ungroup'), run: () => void ungroup(app, forwards.inGroup(name), name) },
    { label: t('group.removeAll'), danger: true, run: () => void actions.remove(members) },
  ];
}
