import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname, extname, join, basename } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { z } from 'zod';
import { message } from '../../shared/language/message.ts';
import { newProblem, type Problem, ProblemError } from '../../shared/problem.ts';

/** Every saved file says which version of its schema wrote it. */
interface Versioned {
  readonly version: number;
}

interface JsonFileOptions<T extends Versioned> {
  /** Null keeps the value for this run only. */
  readonly path: string | null;
  readonly schema: z.ZodType<T>;
  /** The value of a file that is not there; its version is the newest one known. */
  readonly empty: T;
  /** Told of everything that keeps the value from being read or saved; the caller runs on. */
  readonly onProblem: (problem: Problem) => void;
}

/**
 * One value in one file, checked on reading and written atomically, readable by its owner alone.
 * What cannot be read is never overwritten: damaged contents are set aside, those of a newer version are left alone.
 */
export class JsonFile<T extends Versioned> {
  readonly #options: JsonFileOptions<T>;
  #value: T;
  /** Null where nothing may be written in this run. */
  readonly #path: string | null;
  #lastWrite: Promise<void> = Promise.resolve();
  /** Waits for the one before it. */
  #nextWrite: Promise<void> | null = null;
  #reportedUnwritable = false;

  /** Reads the file; every trouble goes to `onProblem`, none is thrown. */
  static async open<T extends Versioned>(options: JsonFileOptions<T>): Promise<JsonFile<T>> {
    try {
      return new JsonFile(options, await read(options), options.path);
    } catch (error) {
      if (!(error instanceof UnusableFile)) throw error;
      options.onProblem(error.problem);
      return new JsonFile(options, options.empty, error.mayReplace ? options.path : null);
    }
  }

  private constructor(options: JsonFileOptions<T>, value: T, path: string | null) {
    this.#options = options;
    this.#value = value;
    this.#path = path;
  }

  get value(): T {
    return this.#value;
  }

  /** Takes the value at once and resolves when it is on disk, or when `onProblem` was told why it is not. */
  write(value: T): Promise<void> {
    this.#value = value;
    // Those that come while one is being written become one.
    this.#nextWrite ??= this.#lastWrite.then(() => {
      this.#nextWrite = null;
      return this.#save(this.#value);
    });
    this.#lastWrite = this.#nextWrite;
    return this.#lastWrite;
  }

  async #save(value: T): Promise<void> {
    if (this.#path === null) return;
    try {
      await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
      await writeFileAtomic(this.#path, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
      this.#reportedUnwritable = false;
    } catch (error) {
      // One notice for a disk that is full, not one for each change.
      if (this.#reportedUnwritable) return;
      this.#reportedUnwritable = true;
      this.#options.onProblem(
        newProblem('fileUnwritable', message('file.unwritable', { path: this.#path }), {
          detail: String(error),
        }),
      );
    }
  }
}

/** Contents that were not taken over; `mayReplace` once they are safe under another name. */
class UnusableFile extends ProblemError {
  readonly mayReplace: boolean;

  constructor(mayReplace: boolean, ...problem: ConstructorParameters<typeof ProblemError>) {
    super(...problem);
    this.mayReplace = mayReplace;
  }
}

async function read<T extends Versioned>({ path, schema, empty }: JsonFileOptions<T>): Promise<T> {
  if (path === null) return empty;
  const text = await readText(path);
  if (text === null) return empty;
  const json = parseJson(text);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  if (versionOf(json) > empty.version) {
    throw new UnusableFile(false, 'fileUnwritable', message('file.newer', { path }));
  }
  return setAside(path, json === undefined ? 'not JSON' : parsed.error.message);
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new UnusableFile(false, 'fileUnwritable', message('file.unreadable', { path }), {
      detail: String(error),
      cause: error,
    });
  }
}

async function setAside(path: string, reason: string): Promise<never> {
  const extension = extname(path);
  // No colons: Windows refuses them in file names.
  const stamp = new Date().toISOString().replaceAll(/[-:.]/g, '');
  const aside = join(dirname(path), `${basename(path, extension)}.damaged-${stamp}${extension}`);
  try {
    await rename(path, aside);
  } catch (error) {
    throw new UnusableFile(false, 'fileDamaged', message('file.damaged', { path }), {
      detail: `${reason}; ${String(error)}`,
      cause: error,
    });
  }
  const words = message('file.setAside', { path, aside: basename(aside) });
  throw new UnusableFile(true, 'fileDamaged', words, { detail: reason });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The text itself may hold anything; `undefined` fails every schema, and the caller sets the file aside.
    return undefined;
  }
}

function versionOf(json: unknown): number {
  const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined;
  return typeof version === 'number' ? version : 0;
}
