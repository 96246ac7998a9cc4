import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFile, servePageFile } from '../../../src-main/app/page-files.ts';
import { contentSecurityPolicy } from '../../../src-main/app/security.ts';

let outside: string;
let folder: string;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'portolan-page-'));
  folder = join(outside, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await mkdir(`${folder}-other`);
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'assets', 'a b.js'), 'export {}');
  await writeFile(join(folder, 'notes.txt'), 'not for the page');
  await writeFile(join(outside, 'secret.js'), 'secret');
  await writeFile(join(`${folder}-other`, 'secret.js'), 'secret');
});

afterAll(() => rm(outside, { recursive: true, force: true }));

describe('the place a URL names', () => {
  it.each([
    ['app://portolan/', 'index.html'],
    ['app://portolan/index.html', 'index.html'],
    ['app://portolan/assets/a%20b.js?v=1#x', 'assets/a b.js'],
    ['app://portolan/../secret.js', 'secret.js'],
    ['app://portolan/assets/%2e%2e/%2e%2e/secret.js', 'secret.js'],
  ])('%s is inside the folder', (url, path) => {
    expect(pageFile(folder, url)).toBe(join(folder, path));
  });

  it.each([
    'app://portolan/..%2fsecret.js',
    'app://portolan/assets/..%2f..%2f..%2fsecret.js',
    'app://portolan/..%2frenderer-other/secret.js',
    'app://portolan/..%5csecret.js',
    'app://portolan/index.html%00.js',
    'app://portolan/%zz',
    'app://elsewhere/index.html',
    'app://portolan.elsewhere/index.html',
    'file:///etc/passwd',
    'not a URL',
    '',
  ])('%s is refused', (url) => {
    expect(pageFile(folder, url)).toBeNull();
  });
});

describe('the answer to the page', () => {
  const get = (path: string, method = 'GET') =>
    servePageFile(folder, { method, url: `app://portolan${path}` } as Request);

  it('carries the file with its type and the policy', async () => {
    const response = await get('/index.html');
    expect([response.status, await response.text(), Object.fromEntries(response.headers)]).toEqual([
      200,
      '<!doctype html>',
      {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
      },
    ]);
  });

  it.each([
    ['a file that is not there', '/missing.js', 'GET'],
    ['a folder', '/assets', 'GET'],
    ['a kind of file that no page needs', '/notes.txt', 'GET'],
    ['a place outside', '/..%2fsecret.js', 'GET'],
    ['anything but reading', '/index.html', 'POST'],
  ])('is 404 for %s', async (_name, path, method) => {
    expect((await get(path, method)).status).toBe(404);
  });
});
