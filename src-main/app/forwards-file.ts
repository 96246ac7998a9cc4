import { open } from 'node:fs/promises';
import { maxImportLength } from '../shared/import.ts';
import { message } from '../shared/language/message.ts';
import { ProblemError } from '../shared/problem.ts';

/** The text of a file with forwards. Throws `invalidInput` for one that cannot be read, or that is too large to be one. */
export async function readForwardsFile(path: string): Promise<string> {
  const text = await readBeginning(path);
  if (text.length > maxImportLength)
    throw new ProblemError('invalidInput', message('workspace.tooLarge', { path }));
  return text;
}

/** At most what tells that it is too large: somebody may choose a disk image. */
async function readBeginning(path: string): Promise<string> {
  const parts: string[] = [];
  let length = 0;
  try {
    await using file = await open(path);
    for await (const part of file.createReadStream({ encoding: 'utf8' }) as AsyncIterable<string>) {
      parts.push(part);
      length += part.length;
      if (length > maxImportLength) break;
    }
  } catch (error) {
    throw new ProblemError('invalidInput', message('workspace.unreadable', { path }), {
      detail: (error as Error).message,
      cause: error,
    });
  }
  return parts.join('');
}
