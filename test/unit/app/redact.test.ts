import { expect, it } from 'vitest';
import { redact } from '../../../src-main/app/redact.ts';

it.each([
  ['a bearer header', 'Authorization: Bearer abcdefgh.12345', 'Authorization: [hidden]'],
  [
    'a basic header',
    "headers { authorization: 'Basic dXNlcjpwYXNz' }",
    "headers { authorization: '[hidden]' }",
  ],
  ['a header as JSON', '{"Authorization":"Bearer s3cr3t-value","x":1}', '{"Authorization":"[hidden]","x":1}'],
  ['a header without its name', 'sent Bearer abcdefgh12345678 twice', 'sent Bearer [hidden] twice'],
  ['a token in YAML', 'token: s3cr3t\nserver: https://a', 'token: [hidden]\nserver: https://a'],
  ['a token in a query', 'GET /x?access_token=s3cr3t&watch=1', 'GET /x?access_token=[hidden]&watch=1'],
  ['a password', 'password=hunter2 user=me', 'password=[hidden] user=me'],
  ['a client key', 'client-key-data: LS0tLS1CRUdJTg==', 'client-key-data: [hidden]'],
  [
    'a JSON web token',
    'plugin said eyJhbGciOi.eyJzdWIiOi.c2lnbmF0 and left',
    'plugin said [hidden] and left',
  ],
  [
    'a private key',
    'x\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\ny',
    'x\n[hidden]\ny',
  ],
  ['credentials in a URL', 'https://user:pass@api.example:6443/v1', 'https://[hidden]@api.example:6443/v1'],
])('takes %s out of a line', (_name, line, expected) => {
  expect(redact(line)).toBe(expected);
});

it.each([
  'Port 8080 is used by another program. Use 8081.',
  'kind-dev/shop svc/web 127.0.0.1:8080 → http',
  'the token was refused; the plugin runs again',
  'GET https://127.0.0.1:6443/api/v1/pods?watch=1 answered 410',
])('leaves a line without secrets alone: %s', (line) => {
  expect(redact(line)).toBe(line);
});
