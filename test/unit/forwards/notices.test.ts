import { expect, it } from 'vitest';
import { Notices } from '../../../src-main/engine/notices.ts';

it('a notice stands once, until it is dismissed, and may come back', () => {
  const notices = new Notices();
  const seen: number[][] = [];
  notices.onChanged((list) => seen.push(list.map(({ id }) => id)));
  const damaged = { code: 'fileDamaged', message: 'forwards.json is damaged.' } as const;
  notices.add(damaged);
  notices.add({ ...damaged });
  notices.add({ code: 'keychainUnavailable', message: 'There is no keychain.' });
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
