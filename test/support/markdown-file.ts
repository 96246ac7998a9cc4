import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';

/** Writes a document from what it was before, empty where there was none, formatted as the others are. */
export async function rewriteMarkdown(path: string, write: (before: string) => string): Promise<void> {
  const before = await readFile(path, 'utf8').catch(() => '');
  const config = await resolveConfig(path);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await format(write(before), { ...config, plugins: [], parser: 'markdown' }));
}
