import { expect } from 'vitest';

/** The same with what differs between runs taken out: ids of sandboxes and namespaces, local ports. */
export function anonymous<T>(transcript: T): T {
  return JSON.parse(
    JSON.stringify(transcript)
      .replaceAll(/[0-9a-f]{64}/g, 'ID')
      .replaceAll(/\/var\/run\/netns\/cni-[0-9a-f-]+/g, 'NAMESPACE')
      .replaceAll(/127\.0\.0\.1:\d+->/g, '127.0.0.1:N->'),
  ) as T;
}

/** A busy machine may be late, but not by so much that it could be taken for another second. */
export function expectSeconds(started: number, seconds: number): void {
  const passed = (performance.now() - started) / 1_000;
  expect(passed).toBeGreaterThan(seconds - 0.1);
  expect(passed).toBeLessThan(seconds + 0.9);
}
