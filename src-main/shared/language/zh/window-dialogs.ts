import type { windowDialogs as Words } from '../en/window-dialogs.ts';

export const windowDialogs: typeof Words = {};
