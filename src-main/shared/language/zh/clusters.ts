import type { clusters as Words } from '../en/clusters.ts';

export const clusters: typeof Words = {};
