import type { forwards as Words } from '../en/forwards.ts';

export const forwards: typeof Words = {
  verbatim: ({ text }) => text,
  'problem.internal':
    'Portolan の内部エラーです。もう一度お試しください。繰り返す場合は、詳細を添えて報告してください。',
};
