import { expect, test } from 'vitest';
import type { Forward } from '../../../src-main/shared/forward.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import { planCopies } from '../../../src-renderer/text/planned-copies.ts';
import { savedForward } from '../saved-forward.ts';

function forward(label: string, changes: Partial<Forward> = {}): Forward {
  return savedForward({ id: label, label, ...changes });
}

const elsewhere = { context: 'test', namespace: null };
const notesOf = (copies: ReturnType<typeof planCopies>) =>
  copies.map(({ notes }) => notes.map((note) => say('en', note)));

test('a copy leads elsewhere under its label and in its group, by a free port where one of ours has its own', () => {
  const front = forward('front', { group: 'shop', favourite: true });
  const [copy] = planCopies([front], elsewhere, [front]);

  expect(copy?.settings).toMatchObject({
    label: 'front',
    target: { ...front.target, context: 'test' },
    ports: [{ local: { kind: 'auto', last: null }, remote: 'http' }],
    group: 'shop',
    favourite: true,
    allowExposure: false,
  });
  expect(notesOf(copy === undefined ? [] : [copy])).toEqual([
    ['Port 8080 belongs to “front”; a free one is chosen at its start.'],
  ]);
});

test('a port that the system chose is not taken along, and one that nobody has is kept', () => {
  const chosen = forward('chosen', { ports: [{ local: { kind: 'auto', last: 9000 }, remote: 80 }] });
  const fixed = forward('fixed', { ports: [{ local: { kind: 'fixed', port: 9000 }, remote: 80 }] });

  expect(planCopies([chosen, fixed], elsewhere, [])).toMatchObject([
    { settings: { ports: [{ local: { kind: 'auto', last: null } }] }, notes: [] },
    { settings: { ports: [{ local: { kind: 'fixed', port: 9000 } }] }, notes: [] },
  ]);
  expect(notesOf(planCopies([fixed], elsewhere, [chosen]))).toEqual([
    ['Port 9000 belongs to “chosen”; a free one is chosen at its start.'],
  ]);
});

test('says where a forward leads there already', () => {
  const auto: Forward['ports'] = [{ local: { kind: 'auto', last: null }, remote: 'http' }];
  const front = forward('front', { ports: auto });
  const there = forward('other', { ports: auto, target: { ...front.target, context: 'test' } });

  expect(notesOf(planCopies([front], elsewhere, [front, there]))).toEqual([['“other” leads there already.']]);
  expect(notesOf(planCopies([front], { ...elsewhere, namespace: 'pay' }, [front, there]))).toEqual([[]]);
});

test('a pod of one cluster is not waited for in another', () => {
  const ports: Forward['ports'] = [{ local: { kind: 'auto', last: null }, remote: 80 }];
  const pinned = forward('pinned', { ports, balance: { mode: 'pod', name: 'web-1' } });
  const [away] = planCopies([pinned], elsewhere, []);
  const [here] = planCopies([pinned], { context: null, namespace: null }, []);

  expect([away?.settings.balance, away?.notes.length, here?.settings.balance, here?.notes]).toEqual([
    { mode: 'sticky' },
    1,
    { mode: 'pod', name: 'web-1' },
    [],
  ]);
});
