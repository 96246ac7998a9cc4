import type { windowForwards as Words } from '../en/window-forwards.ts';

export const windowForwards: typeof Words = {};
