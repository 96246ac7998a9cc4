import { sep } from 'node:path';

/** A path as a shell's prompt shows it: `~` for the home folder, whose name nobody needs to read. */
export function shownPath(path: string, home: string): string {
  if (path === home) return '~';
  const folder = home.endsWith(sep) ? home : `${home}${sep}`;
  return path.startsWith(folder) ? `~${sep}${path.slice(folder.length)}` : path;
}
