import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Called for each complete line of standard error. */
  readonly onErrorLine?: (line: string) => void;
}

/** The environment of every command: sbin holds half of them and is not on every PATH. */
export const commandEnvironment: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`,
};

/** A command that could not be started (`exitCode` is null) or did not end with status 0. */
export class CommandError extends Error {
  readonly exitCode: number | null;
  readonly stderr: string;

  constructor(message: string, exitCode: number | null, stderr: string) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
    this.stderr = stderr;
  }
}

/** Runs a command to its end and returns its standard output; throws {@link CommandError}. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? commandEnvironment,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let pendingLine = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    const lines = (pendingLine + text).split('\n');
    pendingLine = lines.pop() ?? '';
    for (const line of lines) options.onErrorLine?.(line);
  });
  // A command that ends without reading its input is judged by its exit status, not by EPIPE.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');

  const { promise, resolve, reject } = Promise.withResolvers<string>();
  child.on('error', (cause) => {
    reject(new CommandError(`${command} could not be started: ${cause.message}.`, null, ''));
  });
  child.on('close', (exitCode, signal) => {
    if (exitCode === 0) {
      resolve(stdout);
      return;
    }
    const ending = signal === null ? `status ${String(exitCode)}` : signal;
    const reason = lastLines(stderr.trim() === '' ? stdout : stderr, 15);
    reject(
      new CommandError(`${command} ${args.join(' ')} ended with ${ending}:\n${reason}`, exitCode, stderr),
    );
  });
  return promise;
}

/** The last lines of a text, for messages. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
