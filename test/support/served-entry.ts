import { CliProcess } from './cli-process.ts';

/** What `portolan entry` serves, and what it says of it. */
export interface ServedEntry {
  /** The site that it serves. */
  readonly site: string;
  /** The whole page at the path, which is asked for at the local address. */
  readonly page: string;
  readonly told: readonly string[];
}

/** Has the terminal serve a host, asks for a path of it once, and ends it. `sentence` is waited for before. */
export async function servedEntry(
  words: readonly string[],
  sentence: RegExp,
  path = '/',
): Promise<ServedEntry> {
  await using cli = new CliProcess(['entry', ...words]);
  const [, site = '', address = ''] = await cli.printed(/^Serving (\S+) on (http:\S+)$/);
  await cli.told(sentence);
  const page = await (await fetch(`${address}${path}`)).text();
  return { site, page, told: cli.err };
}
