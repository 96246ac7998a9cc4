import { app } from './app.ts';
import { appMenu } from './app-menu.ts';
import { clusters } from './clusters.ts';
import { common } from './common.ts';
import { forwards } from './forwards.ts';
import { imports } from './imports.ts';
import { windowClusters } from './window-clusters.ts';
import { windowDialogs } from './window-dialogs.ts';
import { windowForwards } from './window-forwards.ts';

export const zh = {
  ...app,
  ...appMenu,
  ...clusters,
  ...common,
  ...forwards,
  ...imports,
  ...windowClusters,
  ...windowDialogs,
  ...windowForwards,
};
