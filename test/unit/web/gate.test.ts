import { expect, it } from 'vitest';
import { foreignness, unframed } from '../../../src-main/engine/web/gate.ts';

it.each([
  ['cross-site', 'navigate', 'document', 'GET', null],
  ['cross-site', 'navigate', 'document', 'HEAD', null],
  ['cross-site', 'navigate', 'document', 'POST', 403],
  ['cross-site', 'navigate', 'iframe', 'GET', 403],
  ['same-site', 'navigate', 'frame', 'GET', 403],
  ['cross-site', 'navigate', 'object', 'GET', 403],
  ['cross-site', 'navigate', 'embed', 'GET', 403],
  ['cross-site', 'no-cors', 'image', 'GET', 403],
  ['same-origin', 'navigate', 'iframe', 'GET', null],
  ['same-origin', 'cors', 'empty', 'POST', null],
  ['none', 'navigate', 'document', 'GET', null],
])('what a %s page asks for by %s for %s and %s is answered with %s', (site, mode, dest, method, status) => {
  const headers = {
    host: 'localhost:1',
    'sec-fetch-site': site,
    'sec-fetch-mode': mode,
    'sec-fetch-dest': dest,
  };
  expect(foreignness({ headers, method }, 1)?.status ?? null).toBe(status);
});

it.each([
  [undefined, ["frame-ancestors 'self'"]],
  ["default-src 'self'", ["default-src 'self'", "frame-ancestors 'self'"]],
  [
    ['img-src *', 'frame-ancestors *'],
    ['img-src *', 'frame-ancestors *', "frame-ancestors 'self'"],
  ],
])('foreign pages get no frame of an answer with the policy %j', (policy, policies) => {
  const own = policy === undefined ? {} : { 'content-security-policy': policy };
  expect(unframed({ 'x-own': '1', ...own })).toEqual({ 'x-own': '1', 'content-security-policy': policies });
});
