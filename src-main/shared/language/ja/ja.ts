import { appMenu } from './app-menu.ts';
import { app } from './app.ts';
import { clusters } from './clusters.ts';
import { common } from './common.ts';
import { day } from './day.ts';
import { details } from './details.ts';
import { exposure } from './exposure.ts';
import { firstRun } from './first-run.ts';
import { forwards } from './forwards.ts';
import { imports } from './imports.ts';
import { input } from './input.ts';
import { kubeconfigs } from './kubeconfigs.ts';
import { link } from './link.ts';
import { network } from './network.ts';
import { pods } from './pods.ts';
import { secret } from './secret.ts';
import { selection } from './selection.ts';
import { timeline } from './timeline.ts';
import { tunnel } from './tunnel.ts';
import { windowClusters } from './window-clusters.ts';
import { windowDetails } from './window-details.ts';
import { windowDialogs } from './window-dialogs.ts';
import { windowEditor } from './window-editor.ts';
import { windowForwards } from './window-forwards.ts';
import { windowProblems } from './window-problems.ts';
import { workspace } from './workspace.ts';

export const ja = () => ({
  ...app,
  ...appMenu,
  ...clusters,
  ...common,
  ...day,
  ...details,
  ...exposure,
  ...firstRun,
  ...forwards,
  ...imports,
  ...input,
  ...kubeconfigs,
  ...link,
  ...network,
  ...pods,
  ...secret,
  ...selection,
  ...timeline,
  ...tunnel,
  ...windowClusters,
  ...windowDetails,
  ...windowDialogs,
  ...windowEditor,
  ...windowForwards,
  ...windowProblems,
  ...workspace,
});
