import { setTimeout as delay } from 'node:timers/promises';

/** Asks every 100 ms until `question` answers something other than undefined; undefined after `timeoutMs`. */
export async function poll<T>(
  timeoutMs: number,
  question: () => Promise<T | undefined> | T | undefined,
): Promise<T | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await question();
    if (answer !== undefined || performance.now() > deadline) return answer;
    await delay(100);
  }
}
