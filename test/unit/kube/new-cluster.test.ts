import { describe, expect, test } from 'vitest';
import { contextsOf } from '../../../src-main/engine/kube/new-cluster.ts';
import type { NewCluster } from '../../../src-main/shared/api.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';

const token: Extract<NewCluster, { kind: 'token' }> = {
  kind: 'token',
  name: 'prod',
  server: 'https://10.0.0.1:6443/',
  token: 'abc.def',
  certificateAuthority: null,
  insecureSkipTlsVerify: false,
};

function problemWith(cluster: NewCluster) {
  try {
    contextsOf(cluster, () => false);
  } catch (error) {
    return problemOf(error);
  }
  throw new Error('It was accepted.');
}

const pasted = (user: string) => `clusters:
- {name: c, cluster: {server: "https://c"}}
users:
- name: u
  user: ${user}
contexts:
- {name: a, context: {cluster: c, user: u}}
- {name: b, context: {cluster: c, user: u}}
`;

test('a server and token become one context, which takes a free name', () => {
  const taken = new Set(['prod', 'prod-2']);
  const [added] = contextsOf(token, (name) => taken.has(name));
  expect([added?.info.name, added?.info.server, added?.access.context, added?.access.user.token]).toEqual([
    'prod-3',
    'https://10.0.0.1:6443',
    'prod-3',
    'abc.def',
  ]);
});

test('all contexts of a pasted kubeconfig are added', () => {
  const text = pasted('{token: t}');
  const added = contextsOf({ kind: 'kubeconfig', text }, (name) => name === 'a');
  expect(added.map(({ info }) => [info.name, info.source, info.file])).toEqual([
    ['a-2', 'added', null],
    ['b', 'added', null],
  ]);
});

test('a pasted plugin is found on PATH or by its full path', () => {
  const text = pasted('{exec: {apiVersion: client.authentication.k8s.io/v1, command: aws}}');
  expect(contextsOf({ kind: 'kubeconfig', text }, () => false)[0]?.access.user.exec?.command).toBe('aws');
});

describe('refused with a sentence', () => {
  test.each([
    ['no scheme', '10.0.0.1:6443'],
    ['another scheme', 'ssh://10.0.0.1'],
    ['words', 'my cluster'],
    ['nothing', ''],
  ])('a server with %s', (_what, server) => {
    expect(problemWith({ ...token, server })).toMatchObject({
      code: 'invalidInput',
      layer: 'computer',
      message: `“${server}” is not the address of an API server. Write it with https:// in front, such as https://10.0.0.1:6443.`,
    });
  });

  test.each([
    ['a token of two lines', { ...token, token: 'abc\ndef' }, 'The token has spaces'],
    [
      'an authority that is no PEM',
      { ...token, certificateAuthority: 'MIIC' },
      'The certificate authority is not in PEM',
    ],
    [
      'a text without contexts',
      { kind: 'kubeconfig', text: 'clusters: []' },
      'The pasted text has no contexts',
    ],
    [
      'a text that is no kubeconfig',
      { kind: 'kubeconfig', text: 'a: [' },
      'The pasted text is not a kubeconfig: line 1',
    ],
    [
      'a relative certificate',
      { kind: 'kubeconfig', text: pasted('{client-certificate: me.crt}') },
      'Context “a” names the file me.crt without its folder',
    ],
    [
      'a relative plugin',
      { kind: 'kubeconfig', text: pasted('{exec: {apiVersion: v1, command: ./login}}') },
      'Context “a” names the file ./login without its folder',
    ],
  ] satisfies [string, NewCluster, string][])('%s', (_what, cluster, message) => {
    expect(problemWith(cluster).message).toContain(message);
  });

  test('without repeating a token', () => {
    expect(JSON.stringify(problemWith({ ...token, token: 's3cret s3cret' }))).not.toContain('s3cret');
  });
});
