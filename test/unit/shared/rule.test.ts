import { expect, it } from 'vitest';
import { parseInput } from '../../../src-main/app/input-problem.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import { ProblemError } from '../../../src-main/shared/problem.ts';
import { defaultSettings, ForwardSettings } from '../../../src-main/shared/forward.ts';
import { SettingsChange } from '../../../src-main/shared/settings.ts';

const settings = {
  ...defaultSettings,
  label: 'web',
  target: { context: 'kind-dev', namespace: 'shop', kind: 'service', name: 'web' },
  ports: [{ local: { kind: 'auto', last: null }, remote: 80 }],
  addresses: ['0.0.0.0'],
  allowExposure: false,
};

it.each([
  [ForwardSettings, settings, '其他设备可能访问此地址。请明确允许，或使用 127.0.0.1 和 ::1。'],
  [
    ForwardSettings,
    { ...settings, addresses: ['localhost'] },
    '输入的内容无法使用（addresses.0：不是 IP 地址）。请更正后重试。',
  ],
  [SettingsChange, {}, '输入的内容无法使用（输入：没有任何更改）。请更正后重试。'],
  [
    ForwardSettings,
    { ...settings, ports: [] },
    '输入的内容无法使用（ports：Too small: expected array to have >=1 items）。请更正后重试。',
  ],
])('what a rule of the contract says is said in the language of the reader', (schema, input, words) => {
  expect(faultOf(() => parseInput(schema, input))).toBe(words);
});

function faultOf(parse: () => unknown): string | null {
  try {
    parse();
    return null;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return say('zh-CN', error.problem.words);
  }
}
