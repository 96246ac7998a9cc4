import type { ManagedForward } from './managed-forward.ts';

/** Runs the task while no start or stop of any of them runs; always in one order, or two tasks could wait for each other. */
export function together<T>(all: readonly ManagedForward[], task: () => Promise<T>): Promise<T> {
  const ordered = [...all].sort((one, other) => (one.forward.id < other.forward.id ? -1 : 1));
  return ordered.reduceRight<() => Promise<T>>((inner, managed) => () => managed.serially(inner), task)();
}
