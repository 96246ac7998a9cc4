import { expect, it } from 'vitest';
import { Notices } from '../../../src-main/engine/notices.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';

it('a notice stands once, until it is dismissed, and may come back', () => {
  const notices = new Notices();
  const seen: number[][] = [];
  notices.onChanged((list) => seen.push(list.map(({ id }) => id)));
  const damaged = newProblem('fileDamaged', 'forwards.json is damaged.');
  notices.add(damaged);
  notices.add({ ...damaged });
  notices.add(newProblem('keychainUnavailable', 'There is no keychain.'));
  notices.dismiss(1);
  notices.dismiss(9);
  notices.add(damaged);
  expect([seen.at(0), seen.at(1), seen.at(2), notices.list().map(({ id }) => id)]).toEqual([
    [1],
    [1, 2],
    [2],
    [2, 3],
  ]);
});
