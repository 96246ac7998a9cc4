import { expect, it } from 'vitest';
import { appOrigin, type Frame, isOurPage } from '../../../src-main/app/security.ts';

const page: Frame = { url: `${appOrigin}/index.html`, parent: null };

it('hears the main frame of our own page', () => {
  expect(isOurPage(page, appOrigin)).toBe(true);
});

it.each<[string, Frame | null]>([
  ['a frame that is gone', null],
  ['a frame inside our page', { ...page, parent: page }],
  ['another host of our scheme', { url: 'app://portolan.elsewhere/index.html', parent: null }],
  ['a page of the web', { url: 'https://portolan/index.html', parent: null }],
  ['a page that only mentions us', { url: `data:text/html,${appOrigin}/`, parent: null }],
  ['a file', { url: 'file:///index.html', parent: null }],
  ['an empty page', { url: 'about:blank', parent: null }],
])('does not hear %s', (_name, frame) => {
  expect(isOurPage(frame, appOrigin)).toBe(false);
});
