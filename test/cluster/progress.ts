const reminderMs = 15_000;

/** One line about what happens now, on standard error: standard output carries only the result. */
export function say(line: string): void {
  process.stderr.write(`cluster: ${line}\n`);
}

/**
 * Runs `work` and says when it starts, how far it is every 15 s, and how long it took.
 * `detail` is asked at each reminder for what has been done so far.
 */
export async function step<T>(name: string, work: () => Promise<T>, detail?: () => string): Promise<T> {
  const startedMs = performance.now();
  const elapsed = (): string => formatSeconds((performance.now() - startedMs) / 1000);
  say(`${name} …`);
  const reminder = setInterval(() => {
    const sofar = detail?.() ?? '';
    say(`${name}: ${elapsed()}${sofar === '' ? '' : `, ${sofar}`}`);
  }, reminderMs);
  try {
    const result = await work();
    say(`${name}: done in ${elapsed()}`);
    return result;
  } finally {
    clearInterval(reminder);
  }
}

function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${String(Math.floor(seconds / 60))} min ${String(Math.floor(seconds % 60))} s`;
}
