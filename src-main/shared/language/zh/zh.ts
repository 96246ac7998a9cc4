import { app } from './app.ts';
import { clusters } from './clusters.ts';
import { common } from './common.ts';
import { forwards } from './forwards.ts';
import { imports } from './imports.ts';
import { windowClusters } from './window-clusters.ts';
import { windowDetails } from './window-details.ts';
import { windowDialogs } from './window-dialogs.ts';
import { windowForwards } from './window-forwards.ts';
import { windowProblems } from './window-problems.ts';

export const zh = {
  ...app,
  ...clusters,
  ...common,
  ...forwards,
  ...imports,
  ...windowClusters,
  ...windowDetails,
  ...windowDialogs,
  ...windowForwards,
  ...windowProblems,
};
