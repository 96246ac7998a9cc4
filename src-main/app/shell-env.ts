import { spawn } from 'node:child_process';
import { once } from 'node:events';

export type Env = Readonly<Record<string, string | undefined>>;

/** A login shell that asks something or hangs must not keep the window away. Milliseconds. */
const shellTimeoutMs = 4_000;
const mark = '--portolan-env--';

/**
 * The environment for credential plug-ins and kubeconfig paths. Started from the Dock or a desktop menu, an app gets
 * the session's bare PATH, on which `aws` or `gcloud` are not found; then the login shell is asked for its own.
 */
export async function shellEnv(env: Env, platform: NodeJS.Platform): Promise<Env> {
  if (!startedFromDesktop(env, platform)) return env;
  return mergeShellEnv(env, await askLoginShell(env, shellTimeoutMs));
}

/** Terminals set TERM; desktops do not. */
export function startedFromDesktop(env: Env, platform: NodeJS.Platform): boolean {
  return platform !== 'win32' && (env['TERM'] ?? '') === '';
}

/** The shell's PATH wins, since that is what was missing; everything else only fills gaps. */
export function mergeShellEnv(env: Env, shell: Env): Env {
  return { ...shell, ...env, PATH: shell['PATH'] ?? env['PATH'] };
}

/** Reads the output of `env` between two marks; a shell's start files may print before and after. */
export function parseShellEnv(output: string): Env {
  const [, between] = output.split(mark);
  // The rest of a value with several lines is dropped: macOS has no `env -0` before version 13.
  const variables = (between ?? '').matchAll(/^([A-Za-z_]\w*)=(.*)$/gm);
  return Object.fromEntries([...variables].map(([, name = '', value = '']) => [name, value]));
}

/** Empty where the shell fails or takes too long. */
export async function askLoginShell(env: Env, timeoutMs: number): Promise<Env> {
  const shell = env['SHELL'] ?? '/bin/sh';
  // Interactive, since PATH is often set in .zshrc and .bashrc; its own group, so that all of it can be ended.
  const child = spawn(shell, ['-ilc', `echo '${mark}'; /usr/bin/env; echo '${mark}'`], {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  const timer = setTimeout(() => endGroup(child.pid), timeoutMs);
  try {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await once(child, 'close');
    return parseShellEnv(output);
  } catch {
    // The shell could not be started: what we have is all there is.
    return {};
  } finally {
    clearTimeout(timer);
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
