import type { windowClusters as Words } from '../en/window-clusters.ts';

export const windowClusters: typeof Words = {};
