import { expect, it } from 'vitest';
import { localCookie } from '../../../src-main/engine/web/cookie.ts';

const source = {
  host: 'k8s.example.com',
  path: (path: string) => (path.startsWith('/behind/') ? path.slice('/behind'.length) : path),
};

it.each([
  ['a=b=c; Path=/behind/a=b; HttpOnly', 'a=b=c; Path=/a=b; HttpOnly'],
  ['a=1; path = /behind/x', 'a=1; path=/x'],
  ['a=1; Domain=K8s.example.com', 'a=1'],
  ['a=1; Domain=.example.com; Max-Age=1', 'a=1; Max-Age=1'],
  ['a=1; domain=other.example', 'a=1; domain=other.example'],
  ['a=1; Domain=xample.com', 'a=1; Domain=xample.com'],
  ['a=1; Secure; SameSite=Lax', 'a=1; SameSite=Lax'],
  ['a=1; SameSite=None; Secure', 'a=1; SameSite=None; Secure'],
  ['__Host-a=1; Path=/; Secure', '__Host-a=1; Path=/; Secure'],
  ['__Http-a=1; Secure; HttpOnly', '__Http-a=1; Secure; HttpOnly'],
  ['a=1; Secure; Partitioned; SameSite=Lax', 'a=1; Secure; Partitioned; SameSite=Lax'],
  ['secure=domain; Path=/', 'secure=domain; Path=/'],
  ['a=1;', 'a=1;'],
])('the cookie %s is %s here', (cookie, local) => {
  expect(localCookie(cookie, source)).toBe(local);
});
