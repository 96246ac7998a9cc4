import { expect, test } from 'vitest';
import { newProblem, ProblemError } from '../../../src-main/shared/problem.ts';
import { Client } from '../../../src-renderer/client.ts';
import { AppState } from '../../../src-renderer/state/app-state.svelte.ts';
import { savedForward } from '../saved-forward.ts';
import { MemoryBridge } from './memory-bridge.ts';

const front = savedForward({ label: 'front' });
const back = savedForward({ label: 'back', id: '00000000-0000-4000-8000-000000000002' });

/** Removals that end when they are let, each by its forward's id. */
function open() {
  const bridge = new MemoryBridge();
  const ends = new Map<string, PromiseWithResolvers<undefined>>();
  bridge.answers.set('forward.removeMany', (input) => {
    const [id = ''] = (input as { ids: string[] }).ids;
    const end = Promise.withResolvers<undefined>();
    ends.set(id, end);
    return end.promise;
  });
  const { actions } = new AppState(new Client(bridge));
  const undone = () =>
    bridge.asked.flatMap(({ name, input }) =>
      name === 'forward.undoRemoveMany' ? (input as { ids: string[] }).ids : [],
    );
  return { actions, undone, end: (id: string) => ends.get(id) };
}

test('what was removed last comes back first, whichever removal took longer', async () => {
  const { actions, undone, end } = open();
  const removals = [actions.remove([front]), actions.remove([back])];
  end(back.id)?.resolve(undefined);
  await removals[1];
  end(front.id)?.resolve(undefined);
  await removals[0];
  await actions.undo();
  await actions.undo();
  expect(undone()).toEqual([back.id, front.id]);
});

test('a removal that is under way is waited for before it is taken back, and one that failed is not', async () => {
  const { actions, undone, end } = open();
  const removals = [actions.remove([front]), actions.remove([back])];
  const undoing = actions.undo();
  expect(undone()).toEqual([]);
  end(back.id)?.resolve(undefined);
  await undoing;
  end(front.id)?.reject(ProblemError.of(newProblem('fileUnwritable', 'The file is read-only. Change that.')));
  await Promise.all(removals);
  await actions.undo();
  expect(undone()).toEqual([back.id]);
});
