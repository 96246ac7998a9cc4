import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { appOrigin, contentSecurityPolicy } from './security.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Answers the page's requests from the folder of the built window. */
export async function servePageFile(folder: string, request: Request): Promise<Response> {
  const file = request.method === 'GET' ? pageFile(folder, request.url) : null;
  const type = file === null ? undefined : contentTypes[extname(file)];
  if (file === null || type === undefined) return new Response(null, { status: 404 });
  try {
    return new Response(new Uint8Array(await readFile(file)), {
      headers: {
        'content-type': type,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
      },
    });
  } catch {
    // Missing, a folder, unreadable: for the page it is all the same.
    return new Response(null, { status: 404 });
  }
}

/** The file inside `folder` that a URL of our scheme names; null for any other place, however it is spelled. */
export function pageFile(folder: string, url: string): string | null {
  const path = pathOf(url);
  if (path === null || path.includes('\0') || path.includes('\\')) return null;
  const root = resolve(folder);
  const file = resolve(root, `.${path === '/' ? '/index.html' : path}`);
  return file.startsWith(root + sep) ? file : null;
}

function pathOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  if (`${protocol}//${host}` !== appOrigin) return null;
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
