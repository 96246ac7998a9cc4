import { beforeEach, describe, expect, test } from 'vitest';
import {
  clickMeans,
  selectByKey,
  selectByMove,
  selectByPress,
} from '../../../src-renderer/state/row-selecting.ts';
import { RowSelection } from '../../../src-renderer/state/row-selection.svelte.ts';

const keys = ['a', 'b', 'head', 'c', 'd'];
const plain = { shiftKey: false, ctrlKey: false, metaKey: false };
const shift = { ...plain, shiftKey: true };
const ctrl = { ...plain, ctrlKey: true };

let selection: RowSelection;
beforeEach(() => {
  selection = new RowSelection((key) => key !== 'head');
});

const chosen = () => keys.filter((key) => selection.has(key));

describe('by the pointer', () => {
  test('a press selects one; with Ctrl one more or less; with Shift all from the last one', () => {
    selectByPress(selection, plain, 'b', keys);
    selectByPress(selection, ctrl, 'd', keys);
    const two = chosen();
    selectByPress(selection, ctrl, 'd', keys);
    const less = [chosen(), selection.lead];
    selectByPress(selection, plain, 'b', keys);
    selectByPress(selection, shift, 'd', keys);

    expect([two, less, chosen(), selection.lead]).toEqual([['b', 'd'], [['b'], 'b'], ['b', 'c', 'd'], 'd']);
  });

  test('a range is measured anew from where it begins', () => {
    selectByPress(selection, plain, 'c', keys);
    selectByPress(selection, shift, 'd', keys);
    selectByPress(selection, shift, 'a', keys);

    expect(chosen()).toEqual(['a', 'b', 'c']);
  });

  test('a plain press on one of several leaves them, for dragging or their menu; elsewhere it selects one', () => {
    selection.all(keys);
    selectByPress(selection, plain, 'b', keys);
    const kept = chosen();
    selection.retain(['a', 'b']);
    selectByPress(selection, plain, 'd', keys);

    expect([kept, chosen()]).toEqual([['a', 'b', 'c', 'd'], ['d']]);
  });

  test('on macOS ⌘ takes one more, and Ctrl asks for the menu', () => {
    const meta = { ...plain, metaKey: true };

    expect([ctrl, meta].map((held) => clickMeans(held, true))).toEqual(['only', 'toggle']);
    expect([ctrl, meta].map((held) => clickMeans(held, false))).toEqual(['toggle', 'only']);
  });
});

describe('by the keyboard', () => {
  test('moves select one, with Shift those between, with Ctrl none', () => {
    selectByMove(selection, plain, 'b', keys);
    selectByMove(selection, shift, 'head', keys);
    const overHead = [chosen(), selection.lead];
    selectByMove(selection, shift, 'c', keys);
    selectByMove(selection, ctrl, 'd', keys);
    const before = chosen();
    selectByKey(selection, { ...ctrl, key: ' ', code: '' }, 'd', keys);

    expect([overHead, before, chosen()]).toEqual([
      [['b'], 'b'],
      ['b', 'c'],
      ['b', 'c', 'd'],
    ]);
  });

  test('Ctrl or ⌘ with A selects all rows but heads, Escape goes back to the last one', () => {
    selectByMove(selection, plain, 'c', keys);
    const all = selectByKey(selection, { ...ctrl, key: 'a', code: '' }, 'c', keys);
    const several = chosen();
    const back = selectByKey(selection, { ...plain, key: 'Escape', code: '' }, 'c', keys);

    expect([all, several, back, chosen()]).toEqual([true, ['a', 'b', 'c', 'd'], true, ['c']]);
  });

  test('other keys, and Escape while there is one, are not for the selection', () => {
    selection.only('a');

    expect([
      selectByKey(selection, { ...plain, key: 'a', code: '' }, 'b', keys),
      selectByKey(selection, { ...plain, key: ' ', code: '' }, 'b', keys),
      selectByKey(selection, { ...plain, key: 'Escape', code: '' }, 'b', keys),
      chosen(),
    ]).toEqual([false, false, false, ['a']]);
  });

  test('a head that the keyboard comes to leaves one of several', () => {
    selection.all(keys);
    selectByMove(selection, plain, 'head', keys);

    expect([chosen(), selection.lead]).toEqual([['a'], 'a']);
  });
});

test('of several those stay that are shown; one alone stays in any case', () => {
  selection.all(['a', 'b', 'c']);
  selection.retain(['b', 'head', 'c', 'd']);
  const left = [chosen(), selection.lead];
  selection.only('a');
  selection.retain(['b']);

  expect([left, chosen()]).toEqual([[['b', 'c'], 'c'], ['a']]);
});
