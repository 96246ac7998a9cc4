import { expect, test } from 'vitest';
import { spaced } from '../../../src-main/shared/language/spaced.ts';

test('a space stands where Chinese or Japanese meets Latin words and numbers, and nowhere else', () => {
  const texts = [
    '筛选Service',
    '筛选工作负载',
    'Podを絞り込む',
    'クラスターを3件',
    '“web”中没有Pod。Pod 已停止',
  ];
  expect(texts.map(spaced)).toEqual([
    '筛选 Service',
    '筛选工作负载',
    'Pod を絞り込む',
    'クラスターを 3 件',
    '“web”中没有 Pod。Pod 已停止',
  ]);
});
