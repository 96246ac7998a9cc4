import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { LinkUndoing } from '../../../src-main/engine/proxy/link-undoing.ts';

const path = '/api/v1/namespaces/shop/services/web:http/proxy';
const place = { server: new URL('https://api.example:6443/k8s/c-1'), path, scheme: 'http' } as const;

function undone(page: string, size: number): Promise<string> {
  const bytes = Buffer.from(page);
  const count = Math.ceil(bytes.length / size);
  const pieces = Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  return text(Readable.from(pieces, { objectMode: false }).pipe(new LinkUndoing(place)));
}

it.each([1, 7, 64, 1_000_000])(
  'takes the API server’s path out of links alone, in pieces of %d bytes',
  async (size) => {
    const page = [
      `<a href="${path}/a?b#c">ü</a><a href="${path}">1</a><a href="${path}?x=1">2</a><a href="${path}#y">3</a>`,
      `<img src="https://api.example:6443${path}/i.png"/><img src="https://api.example:6443/k8s/c-1${path}/i.png"/>`,
      `<a href="https://elsewhere.example${path}/a">4</a><a href="${path}er/a">5</a><a href="/x${path}/a">6</a>`,
      `<a href="${path}//evil.example/a">7</a>`,
      `<p>${path}/text, in ${'words '.repeat(100)}</p><script>const a = '${path}/b';</script><a href="${path}/last">`,
    ].join('');
    expect(await undone(page, size)).toBe(
      [
        '<a href="/a?b#c">ü</a><a href="/">1</a><a href="/?x=1">2</a><a href="/#y">3</a>',
        '<img src="/i.png"/><img src="/i.png"/>',
        `<a href="https://elsewhere.example${path}/a">4</a><a href="${path}er/a">5</a><a href="/x${path}/a">6</a>`,
        '<a href="/.//evil.example/a">7</a>',
        `<p>${path}/text, in ${'words '.repeat(100)}</p><script>const a = '${path}/b';</script><a href="/last">`,
      ].join(''),
    );
  },
);
