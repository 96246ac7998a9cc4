import { expect, test } from 'vitest';
import { defaultSettings, Forward } from '../../../src-main/shared/forward.ts';
import { Client } from '../../../src-renderer/client.ts';
import { ProductionQuestion } from '../../../src-renderer/state/production-question.svelte.ts';
import { ProductionState } from '../../../src-renderer/state/production.svelte.ts';
import { emptySnapshot, MemoryBridge } from './memory-bridge.ts';

function forwardTo(context: string): Forward {
  return Forward.parse({
    id: '00000000-0000-4000-8000-000000000001',
    label: context,
    target: { context, namespace: 'shop', kind: 'service', name: 'web' },
    ports: [{ local: { kind: 'auto', last: null }, remote: 80 }],
    addresses: ['127.0.0.1'],
    ...defaultSettings,
    wanted: false,
  });
}

function marked(): ProductionQuestion {
  const production = new ProductionState(new Client(new MemoryBridge()));
  production.apply({ ...emptySnapshot, production: [{ context: 'prod', endAfterMs: null }] });
  return new ProductionQuestion(production);
}

test('nobody is asked where no forward leads to a production context', async () => {
  const question = marked();
  expect([await question.consent([forwardTo('dev')]), question.open]).toEqual([{}, null]);
});

test.each([
  [true, { confirmedProduction: true }],
  [false, null],
])('the answer %s about those that do leads to %j, and closes the question', async (answer, consent) => {
  const question = marked();
  const asked = question.consent([forwardTo('dev'), forwardTo('prod')]);
  const about = question.open?.subjects.map(({ label }) => label);
  question.open?.answer(answer);
  expect([about, await asked, question.open]).toEqual([['prod'], consent, null]);
});

test('a new question takes the place of one that is open, which is declined', async () => {
  const question = marked();
  const first = question.consent([forwardTo('prod')]);
  const second = question.consent([forwardTo('prod')]);
  const declined = await first;
  question.open?.answer(true);
  expect([declined, await second]).toEqual([null, { confirmedProduction: true }]);
});
