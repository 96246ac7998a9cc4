import { expect, it } from 'vitest';
import { localLink } from '../../../src-main/engine/entry/entry-headers.ts';

const asked = { scheme: 'https', host: 'shop.example.com', port: 443 } as const;
const own = 'http://127.0.0.1:1';

it.each([
  ['https://shop.example.com/a?b#c', '/a?b#c'],
  ['https://shop.example.com', '/'],
  ['https://shop.example.com?a', '/?a'],
  ['https://shop.example.com//evil.example/x/', '/.//evil.example/x/'],
  ['https://shop.example.com/\\evil.example', '/./\\evil.example'],
  ['https://shop.example.com\\\\evil.example', '/.\\\\evil.example'],
  ['https://shop.example.com/\t/evil.example', '/./\t/evil.example'],
  ['https://shop.example.com\\a', '\\a'],
  ['https://shop.example.com@evil.example/', 'https://shop.example.com@evil.example/'],
])('the link %j is %j here, and leads to the same path', (link, local) => {
  expect(localLink(link, asked)).toBe(local);
  const here = new URL(local, `${own}/page`);
  const meant = new URL(link);
  expect(`${here.pathname}${here.search}${here.hash}`).toBe(`${meant.pathname}${meant.search}${meant.hash}`);
  expect([own, meant.origin]).toContain(here.origin);
});
