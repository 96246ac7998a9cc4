/**
 * Whether a request target can be put behind the API server's path as it is, and stays behind it. Nothing is normalised
 * here: the API server, and every proxy before it, does that in its own way. `//` would also spoil its links: it takes
 * the prefix from the end of a path that it has joined anew (apimachinery 0.36, `defaultProxyTransport`).
 */
export function isPassable(target: string): boolean {
  const [path = ''] = target.split('?', 1);
  if (!/^\/[!-~]*$/.test(target) || target.includes('#') || /%(?![\da-f]{2})/i.test(path)) return false;
  const decoded = path.replaceAll(/%([\da-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  // Some servers take what follows a `;` for a parameter of the segment: `..;` is `..` to them.
  return !/\\|\/\/|\/\.\.?(?:[/;]|$)/.test(decoded);
}
