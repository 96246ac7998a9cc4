import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { message } from '../shared/language/message.ts';
import { ProblemError } from '../shared/problem.ts';
import type { LoginItem } from './login-item.ts';

/** Starting at login as Linux desktops do it: a file for each program (XDG Desktop Application Autostart). */
export class XdgAutostart implements LoginItem {
  readonly #path: string;
  readonly #command: readonly string[];

  /** `configHome` is where the person's settings lie; `command` is the program and its arguments. */
  constructor(configHome: string, command: readonly string[]) {
    this.#path = join(configHome, 'autostart', 'portolan.desktop');
    this.#command = command;
  }

  /** False too where a desktop's own settings have turned the file off. */
  async isOn(): Promise<boolean> {
    const text = await readFile(this.#path, 'utf8').catch(() => null);
    return text !== null && !/^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(text);
  }

  /** Throws `fileUnwritable`. */
  async set(on: boolean): Promise<void> {
    try {
      if (on) await this.#write();
      else await rm(this.#path, { force: true });
    } catch (error) {
      throw new ProblemError('fileUnwritable', message('day.autostartUnwritable', { path: this.#path }), {
        detail: String(error),
      });
    }
  }

  async #write(): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    await writeFile(this.#path, autostartEntry(this.#command));
  }
}

/** The desktop entry that starts a command. */
export function autostartEntry(command: readonly string[]): string {
  return `[Desktop Entry]
Type=Application
Name=Portolan
Exec=${command.map(execWord).join(' ')}
Icon=portolan
Terminal=false
X-GNOME-Autostart-enabled=true
`;
}

/** A word of `Exec`: quoted as a shell would, then escaped as every value of the file, with `%` for itself. */
function execWord(word: string): string {
  const quoted = `"${word.replaceAll(/["`$\\]/g, String.raw`\$&`)}"`;
  return quoted.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}
