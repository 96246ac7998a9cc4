import type { ContextInfo } from '../../src-main/shared/catalog.ts';
import { message } from '../../src-main/shared/language/message.ts';
import { t } from '../language.svelte.ts';
import type { MenuEntries } from '../ui/menu.ts';
import type { AppState } from './app-state.svelte.ts';
import { type Deed, menuEntry } from './deed.ts';

/** What can be done with a context. */
function deedsOf({ name, source }: ContextInfo, app: AppState) {
  const { actions, clusters, navigation, production } = app;
  const { phase } = clusters.status(name);
  const isProduction = production.has(name);
  return {
    open: {
      words: message('sidebar.open'),
      named: null,
      run: () => navigation.showCluster(name),
    },
    newForward: {
      words: message('window.newForward'),
      named: message('palette.newForwardTo', { context: name }),
      isRare: true,
      run: () => navigation.newForward({ context: name }),
    },
    connectNow: {
      words: message('sidebar.connectNow'),
      named: phase === 'failed' ? message('palette.connectNow', { context: name }) : null,
      isRare: true,
      run: () => actions.connectNow(name),
    },
    production: {
      words: message(isProduction ? 'production.menu' : 'production.mark'),
      named: message(isProduction ? 'palette.production' : 'palette.markProduction', { context: name }),
      isRare: true,
      run: () => (navigation.markingProduction = name),
    },
    copyName: {
      words: message('sidebar.copyName'),
      named: null,
      run: () => void actions.copy(name),
    },
    remove:
      source === 'added'
        ? {
            words: message('common.remove'),
            named: message('palette.remove', { label: name }),
            isRare: true,
            danger: true,
            run: () => void removeCluster(name, app),
          }
        : null,
  } satisfies Record<string, Deed | null>;
}

/** What the search over everything offers of it. */
export function clusterDeeds(context: ContextInfo, app: AppState): Deed[] {
  return Object.values(deedsOf(context, app)).filter((deed) => deed !== null);
}

/** What can be done with a context, as its context menu says it. */
export function clusterMenu(context: ContextInfo, app: AppState): MenuEntries {
  const { open, newForward, connectNow, production, copyName, remove } = deedsOf(context, app);
  return [
    ...[open, newForward, connectNow, production].map(menuEntry),
    null,
    menuEntry(copyName),
    ...(remove === null ? [] : [null, menuEntry(remove)]),
  ];
}

async function removeCluster(context: string, app: AppState): Promise<void> {
  const { actions, client, navigation, toasts } = app;
  if (!(await toasts.attempt(client.request('cluster.remove', { context })))) return;
  if (navigation.context === context) navigation.showForwards();
  actions.offerUndo(t('sidebar.removed', { context }), () =>
    client.request('cluster.undoRemove', { context }),
  );
}
