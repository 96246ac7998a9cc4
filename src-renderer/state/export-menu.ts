import type { Forward } from '../../src-main/shared/forward.ts';
import { t } from '../language.svelte.ts';
import type { MenuEntry } from '../ui/menu.ts';
import type { AppState } from './app-state.svelte.ts';

/** The ways in which several forwards leave Portolan for other people. */
export function exportMenu(members: readonly Forward[], { actions }: AppState): MenuEntry[] {
  return [
    { label: t('forwards.exportWorkspace'), run: () => void actions.exportWorkspace(members) },
    { label: t('forwards.copyAsKubectl'), run: () => void actions.copyAsKubectl(members) },
  ];
}
