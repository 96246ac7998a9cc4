import { describeMachine } from '../bench/environment.ts';
import { wordsOf } from '../bench/progress.ts';
import { markdownTable } from '../bench/tables.ts';
import { startCluster } from '../cluster/cluster.ts';
import { rewriteMarkdown } from '../support/markdown-file.ts';
import { soakSection, withSoak } from './document.ts';
import { type Options, readOptions } from './options.ts';
import { report } from './report.ts';
import { soak } from './soak.ts';
import { judge } from './verdict.ts';

// Exit status: 0 where nothing failed, 1 where something did or the soak could not run.
try {
  process.exitCode = (await main(readOptions(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  say(wordsOf(error));
  process.exitCode = 1;
}

/** Whether nothing failed. */
async function main({ minutes, seed, out }: Options): Promise<boolean> {
  const cluster = await startCluster();
  const environment = await describeMachine(cluster);
  const run = await soak({ cluster, durationMs: minutes * 60_000, seed });
  const verdict = judge(run);
  const section = soakSection(markdownTable(['', ''], environment), report(run, verdict));
  if (out === null) {
    process.stdout.write(section);
  } else {
    await rewriteMarkdown(out, (before) => withSoak(before, section));
    say(`${out} written`);
  }
  return verdict.failures.length === 0;
}

/** On standard error, because the section may go to standard output. */
function say(line: string): void {
  process.stderr.write(`soak: ${line}\n`);
}
