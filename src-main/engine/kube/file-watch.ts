import { type FSWatcher, unwatchFile, watch, watchFile } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Clock } from '../clock.ts';

interface FileWatchOptions {
  readonly paths: readonly string[];
  /** Called when the files may have changed and nothing happened for `settleMs`. */
  readonly changed: () => void;
  readonly clock: Clock;
}

/** A file is often written in several steps (truncate, write, rename); it is read when they are over. */
const settleMs = 200;
/** Where the system has no watches left, files are looked at this often. */
const fallbackMs = 5_000;

/**
 * Watches files by their folders: that also sees files created later, replaced by a rename, or reached through a link
 * that is pointed elsewhere, none of which a watch on the file itself survives.
 */
export class FileWatch implements Disposable {
  readonly #options: FileWatchOptions;
  #watchers: FSWatcher[] = [];
  #polled: string[] = [];
  #settling: Disposable | null = null;
  #isDisposed = false;

  constructor(options: FileWatchOptions) {
    this.#options = options;
  }

  /** Watches the folders as they are now. Called again after each change, as folders may have come or gone. */
  async arm(): Promise<void> {
    const watched = await foldersOf(this.#options.paths);
    if (this.#isDisposed) return;
    this.#release();
    for (const [folder, names] of watched) {
      try {
        const watcher = watch(folder, { persistent: false }, (_event, name) => {
          if (names === null || name === null || names.has(name)) this.#touch();
        });
        // A folder that goes away ends its watch with an error on some systems.
        watcher.on('error', () => this.#touch());
        this.#watchers.push(watcher);
      } catch {
        this.#poll();
      }
    }
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    this.#settling?.[Symbol.dispose]();
    this.#release();
  }

  #touch(): void {
    this.#settling?.[Symbol.dispose]();
    this.#settling = this.#options.clock.after(settleMs, () => this.#options.changed());
  }

  #poll(): void {
    this.#polled = [...this.#options.paths];
    for (const path of this.#polled) {
      watchFile(path, { persistent: false, interval: fallbackMs }, () => this.#touch());
    }
  }

  #release(): void {
    for (const watcher of this.#watchers) watcher.close();
    for (const path of this.#polled) unwatchFile(path);
    this.#watchers = [];
    this.#polled = [];
  }
}

/** Folders to watch, each with the names that matter in it; null for all names. */
async function foldersOf(paths: readonly string[]): Promise<Map<string, Set<string> | null>> {
  const folders = new Map<string, Set<string> | null>();
  for (const path of paths) {
    const real = await realpath(path).catch(() => path);
    for (const folder of new Set([dirname(path), dirname(real)])) {
      const { existing, next } = await nearestFolder(folder);
      if (next === null) folders.set(existing, null);
      else if (folders.get(existing) !== null) {
        folders.set(existing, (folders.get(existing) ?? new Set()).add(next));
      }
    }
  }
  return folders;
}

/** The folder itself, or the nearest one above it that exists with the name to wait for in it. */
async function nearestFolder(folder: string): Promise<{ existing: string; next: string | null }> {
  let existing = folder;
  let next: string | null = null;
  while (!(await isFolder(existing)) && dirname(existing) !== existing) {
    next = basename(existing);
    existing = dirname(existing);
  }
  return { existing, next };
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
