/** Who is killed takes its child along: an orphan would keep the port from the one that is started in its place. */
const boundToParent = ['setpriv', '--pdeathsig', 'KILL'] as const;

/** Waits after each end, so that a program that cannot start does not keep the machine busy. */
const script = `while :; do ${boundToParent.join(' ')} "$@"; sleep 1; done`;

/**
 * The command that runs a program and starts it again whenever it ends, as every cluster has somebody to do: a scheduler
 * or a controller manager ends itself where what it knew before an API server's death does not fit what it sees after it
 * ("Scheduler cache is corrupted"), sometimes long after, when no test is there to see it.
 */
export function revived(program: string, args: readonly string[]): readonly [string, readonly string[]] {
  const [command, ...options] = boundToParent;
  return [command, [...options, 'sh', '-c', script, 'sh', program, ...args]];
}
