/**
 * What to write before that which follows a host in a link, so that it is a path of ours: `//` would begin the name of
 * another host (RFC 3986, 4.2). Browsers take a backslash for a slash, and leave out tabs (WHATWG URL).
 */
export function rootOf(rest: string): '' | '/' | '/.' {
  if (/^[/\\]\t*[/\\]/.test(rest)) return '/.';
  return /^[/\\]/.test(rest) ? '' : '/';
}
