import { readFileSync } from 'node:fs';
import { type ProblemCode, problemOf } from '../shared/problem.ts';
import { parseCommand } from './arguments.ts';
import { help } from './help.ts';
import { processTerminal } from './terminal.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const signal = endOfProgram();
  try {
    await run(argv, signal);
    return 0;
  } catch (error) {
    if (signal.aborted) return 0;
    const { code, message, detail } = problemOf(error);
    processTerminal.tell(`error: ${message}`);
    // Our own mistake: the person can report nothing without it.
    if (code === 'internal' && detail !== undefined) processTerminal.tell(detail);
    return exitStatus(code);
  }
}

async function run(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const command = parseCommand(argv);
  switch (command.kind) {
    case 'help':
      processTerminal.print(help.trimEnd());
      return;
    case 'version':
      processTerminal.print(`portolan ${version()}`);
      return;
    // The engine is loaded only where it is needed: help and a mistyped option answer at once.
    case 'entry': {
      const { entry } = await import('./entry-command.ts');
      return entry(command, processTerminal, signal);
    }
    case 'forward': {
      const { forward } = await import('./forward-command.ts');
      return forward(command, processTerminal, signal);
    }
    case 'proxy': {
      const { proxy } = await import('./proxy-command.ts');
      return proxy(command, processTerminal, signal);
    }
    case 'ways': {
      const { ways } = await import('./ways-command.ts');
      return ways(command, processTerminal, signal);
    }
    case 'list': {
      const { list } = await import('./list-command.ts');
      return list(command, processTerminal, signal);
    }
  }
}

/** Aborted by the first Ctrl-C, hang-up or request to end; the second one does not wait for anything. */
function endOfProgram(): AbortSignal {
  const end = new AbortController();
  const onSignal = () => {
    if (end.signal.aborted) process.exit(130);
    end.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  // The reader of our output is gone (`| head -1`): there is nobody left to forward for.
  process.stdout.on('error', () => end.abort());
  return end.signal;
}

function exitStatus(code: ProblemCode): number {
  return code === 'invalidInput' ? 2 : 1;
}

/** The same two folders up from the source and from the built program. */
function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
