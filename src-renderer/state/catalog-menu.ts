import type { DeclaredPort } from '../../src-main/shared/catalog.ts';
import { usableAddress } from '../../src-main/shared/local-address.ts';
import { isRunning } from '../../src-main/shared/session.ts';
import { formatTarget, type Target } from '../../src-main/shared/target.ts';
import { t } from '../language.svelte.ts';
import { distinctPorts, obstacleTo, pairTo, portWords } from '../text/declared-port.ts';
import { kubectlCommand } from '../text/kubectl-command.ts';
import type { MenuEntries, MenuEntry } from '../ui/menu.ts';
import type { AppState } from './app-state.svelte.ts';

/** What of the catalogue a menu is about. */
export interface CatalogItem {
  readonly target: Target;
  readonly ports: readonly DeclaredPort[];
  /** False: nothing behind the target can be forwarded. */
  readonly forwardable: boolean;
}

/** What can be done with a service, workload or pod, as its context menu says it. */
export function catalogMenu(item: CatalogItem, app: AppState): MenuEntries {
  const { target, forwardable } = item;
  const { actions, clusters, navigation, toasts } = app;
  const copies = (label: string, ...verb: string[]): MenuEntry => ({
    label,
    run: () => {
      const line = kubectlCommand(verb, target, clusters.contexts);
      if (line !== null) return void actions.copy(line);
      const { context } = target;
      toasts.show(t('kubeconfig.kubectlUnreachable', { target: formatTarget(target), context }));
    },
  });
  return [
    ...distinctPorts(item.ports).map((port) => portEntry(port, item, app)),
    {
      label: t('catalog.forwardAnother'),
      disabled: !forwardable,
      run: () => navigation.newForward(target),
    },
    { label: t('ways.show'), keys: 'W', run: () => navigation.showWays(target) },
    null,
    { label: t('sidebar.copyName'), run: () => void actions.copy(target.name) },
    copies(t('catalog.copyGet'), 'get'),
    copies(t('catalog.copyDescribe'), 'describe'),
    ...(target.kind === 'pod' ? [copies(t('catalog.copyLogs'), 'logs', '-f')] : []),
  ];
}

/** As the port's chip: a forward that leads there is started, or its address copied, and never made twice. */
export function portEntry(
  port: DeclaredPort,
  { target, forwardable }: CatalogItem,
  app: AppState,
): MenuEntry {
  const { actions, forwards } = app;
  const disabled = obstacleTo(port, forwardable) !== null;
  const found = pairTo(port, forwards.to(target));
  if (found === null) {
    const run = () => void actions.forwardPort(target, port);
    return { label: t('forwards.forwardPort', { port: portWords(port) }), disabled, run };
  }
  const { forward, index } = found;
  const session = forwards.session(forward.id);
  if (!isRunning(session)) {
    return {
      label: t('forwards.start', { label: forward.label }),
      disabled,
      run: () => void actions.start(forward),
    };
  }
  const address = usableAddress(forward, session, index);
  return {
    label: t('forwards.copyThisAddress', { address }),
    disabled: address === null,
    run: () => void actions.copyAddress(forward, index),
  };
}
