import { apiProxy } from './api-proxy.ts';
import { appMenu } from './app-menu.ts';
import { app } from './app.ts';
import { clusters } from './clusters.ts';
import { common } from './common.ts';
import { customRoute } from './custom-route.ts';
import { day } from './day.ts';
import { details } from './details.ts';
import { entrance } from './entrance.ts';
import { exposure } from './exposure.ts';
import { firstRun } from './first-run.ts';
import { forwards } from './forwards.ts';
import { gateway } from './gateway.ts';
import { imports } from './imports.ts';
import { ingress } from './ingress.ts';
import { input } from './input.ts';
import { kubeconfigs } from './kubeconfigs.ts';
import { link } from './link.ts';
import { localEntry } from './local-entry.ts';
import { network } from './network.ts';
import { pods } from './pods.ts';
import { secret } from './secret.ts';
import { selection } from './selection.ts';
import { timeline } from './timeline.ts';
import { tunnel } from './tunnel.ts';
import { waysProbe } from './ways-probe.ts';
import { ways } from './ways.ts';
import { webServer } from './web-server.ts';
import { windowClusters } from './window-clusters.ts';
import { windowDetails } from './window-details.ts';
import { windowDialogs } from './window-dialogs.ts';
import { windowEditor } from './window-editor.ts';
import { windowForwards } from './window-forwards.ts';
import { windowProblems } from './window-problems.ts';
import { windowWays } from './window-ways.ts';
import { workspace } from './workspace.ts';

export const en = () => ({
  ...apiProxy,
  ...app,
  ...appMenu,
  ...clusters,
  ...common,
  ...customRoute,
  ...day,
  ...details,
  ...entrance,
  ...exposure,
  ...firstRun,
  ...forwards,
  ...gateway,
  ...imports,
  ...ingress,
  ...input,
  ...kubeconfigs,
  ...link,
  ...localEntry,
  ...network,
  ...pods,
  ...secret,
  ...selection,
  ...timeline,
  ...tunnel,
  ...ways,
  ...waysProbe,
  ...webServer,
  ...windowClusters,
  ...windowDetails,
  ...windowDialogs,
  ...windowEditor,
  ...windowForwards,
  ...windowProblems,
  ...windowWays,
  ...workspace,
});
