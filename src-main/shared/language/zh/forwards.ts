import type { forwards as Words } from '../en/forwards.ts';

export const forwards: typeof Words = {
  verbatim: ({ text }) => text,
  'problem.internal': 'Portolan 出现内部错误。请重试；如果再次出现，请附上详细信息报告。',
};
