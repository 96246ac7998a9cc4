import { writeFile } from 'node:fs/promises';
import { type BrowserWindow, dialog } from 'electron';
import { message, type Translate } from '../shared/language/message.ts';
import { ProblemError } from '../shared/problem.ts';
import { readForwardsFile } from './forwards-file.ts';

/** Asks for files with the system's dialogs, over our window. */
export class FileDialogs {
  readonly #parent: BrowserWindow;
  readonly #t: Translate;

  constructor(parent: BrowserWindow, t: Translate) {
    this.#parent = parent;
    this.#t = t;
  }

  /** Saves a text where the person wants it; false where they would rather not. Throws `fileUnwritable`. */
  async save(name: string, text: string): Promise<boolean> {
    const { canceled, filePath } = await dialog.showSaveDialog(this.#parent, {
      title: this.#t('app.saveAs'),
      buttonLabel: this.#t('common.save'),
      defaultPath: name,
    });
    if (canceled || filePath === '') return false;
    try {
      await writeFile(filePath, text);
    } catch (error) {
      throw new ProblemError('fileUnwritable', message('app.fileUnwritable', { path: filePath }), {
        detail: (error as Error).message,
      });
    }
    return true;
  }

  /**
   * Reads the file with forwards that the person chooses; null where they would rather not. Throws `invalidInput` for
   * what cannot be read or is larger than any list of forwards.
   */
  async open(): Promise<string | null> {
    const { canceled, filePaths } = await dialog.showOpenDialog(this.#parent, {
      title: this.#t('workspace.open'),
      properties: ['openFile'],
    });
    const [path] = filePaths;
    return canceled || path === undefined ? null : readForwardsFile(path);
  }
}
