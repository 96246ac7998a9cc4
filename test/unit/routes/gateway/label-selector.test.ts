import { expect, it } from 'vitest';
import { selects } from '../../../../src-main/engine/routes/gateway/label-selector.ts';

const labels = { team: 'shop', env: 'test' };
const of = (key: string, operator: string, values?: string[]) => ({
  matchExpressions: [{ key, operator, values }],
});

it.each([
  [{}, true],
  [{ matchLabels: { team: 'shop' } }, true],
  [{ matchLabels: { team: 'shop', tier: 'web' } }, false],
  [{ matchLabels: { toString: '' } }, false],
  [of('env', 'In', ['test', 'prod']), true],
  [of('env', 'In', ['prod']), false],
  [of('env', 'In'), false],
  [of('tier', 'In', ['web']), false],
  [of('env', 'NotIn', ['prod']), true],
  [of('env', 'NotIn', ['test']), false],
  [of('tier', 'NotIn', ['web']), true],
  [of('env', 'Exists'), true],
  [of('constructor', 'Exists'), false],
  [of('tier', 'DoesNotExist'), true],
  [of('env', 'DoesNotExist'), false],
  [of('env', 'Resembles', ['test']), false],
  [{ matchLabels: { team: 'shop' }, ...of('env', 'In', ['prod']) }, false],
])('%j chooses what is of the team shop in test: %s', (selector, is) => {
  expect(selects(selector, labels)).toBe(is);
});
