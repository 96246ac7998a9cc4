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
    { label: 'Edit', keys: 'E', run: () => navigation.edit(forward) },
    { label: 'Remove', keys: 'Del', danger: true, run: () => void actions.remove(forward) },
  ];
}
