import { expect, it } from 'vitest';
import { Emitter } from '../../../src-main/shared/emitter.ts';

it('an emitter tells every listener once, also while listeners come and go', () => {
  const emitter = new Emitter<number>();
  const heard: string[] = [];
  const stopFirst = emitter.listen((value) => {
    heard.push(`first ${String(value)}`);
    stopFirst();
    stopFirst();
    if (value === 1) emitter.listen((late) => heard.push(`late ${String(late)}`));
  });
  const same = (value: number) => heard.push(`same ${String(value)}`);
  const stopSame = emitter.listen(same);
  emitter.listen(same);
  emitter.emit(1);
  stopSame();
  emitter.emit(2);
  emitter[Symbol.dispose]();
  emitter.emit(3);
  expect([heard, emitter.hasListeners]).toEqual([['first 1', 'same 1', 'same 1', 'same 2', 'late 2'], false]);
});
