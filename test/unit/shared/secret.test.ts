import { expect, test } from 'vitest';
import { BareUrl, guessKeys, withCredentials } from '../../../src-main/shared/secret.ts';

test.each([
  ['postgresql://localhost:15432', { user: 'orders', password: 'p@ss/w:rd%' }, 'orders:p%40ss%2Fw%3Ard%25@'],
  [
    'postgresql://localhost:15432',
    { user: 'ö r', password: "a'(b)*!&$'" },
    '%C3%B6%20r:a%27%28b%29%2A%21%26%24%27@',
  ],
  ['postgresql://localhost:15432', { user: null, password: '$&' }, ':%24%26@'],
])('user and password stand percent-encoded in %s', (url, credentials, between) => {
  const whole = withCredentials(url, credentials);
  expect(whole).toBe(`postgresql://${between}localhost:15432`);
  const { username, password } = new URL(whole);
  expect([decodeURIComponent(username), decodeURIComponent(password)]).toEqual([
    credentials.user ?? '',
    credentials.password,
  ]);
});

test.each([
  [['username', 'password'], 'username', 'password'],
  [['replication-password', 'postgres-password', 'password'], null, 'password'],
  [['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB'], 'POSTGRES_USER', 'POSTGRES_PASSWORD'],
  [['mysql-root-password', 'host'], null, 'mysql-root-password'],
  [['ca.crt', 'tls.key'], null, null],
])('of the keys %j, user is %s and password %s', (keys, userKey, passwordKey) => {
  expect(guessKeys(keys)).toEqual({ userKey, passwordKey });
});

test.each(['file:///etc/passwd', 'http://a@b', 'http://a/b', 'localhost:80', 'http://a b'])(
  'a secret goes into no %s',
  (url) => {
    expect(BareUrl.safeParse(url).success).toBe(false);
  },
);
