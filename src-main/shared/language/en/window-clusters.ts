export const windowClusters = {};
