import type { app as Words } from '../en/app.ts';

export const app: typeof Words = {};
