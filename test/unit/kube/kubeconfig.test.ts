import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseKubeconfig } from '../../../src-main/engine/kube/kubeconfig-file.ts';
import { kubeconfigPaths } from '../../../src-main/engine/kube/kubeconfig-paths.ts';
import { mergeKubeconfigs, serverUrl } from '../../../src-main/engine/kube/kubeconfig.ts';
import { message } from '../../../src-main/shared/language/message.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';

function file(path: string, text: string) {
  return parseKubeconfig(text, {
    file: path,
    folder: '/home/ann/.kube',
    named: message('kubeconfig.ofFile', { path }),
  });
}

function problemIn(text: string) {
  try {
    file('/k', text);
  } catch (error) {
    return problemOf(error);
  }
  throw new Error('It was understood.');
}

const cluster = (name: string, server: string) => `- {name: ${name}, cluster: {server: "${server}"}}`;
const user = (name: string, token: string) => `- {name: ${name}, user: {token: ${token}}}`;
const context = (name: string, of: string, by: string) =>
  `- {name: ${name}, context: {cluster: ${of}, user: ${by}, namespace: ns-${name}}}`;

describe('merging', () => {
  test('takes the first file that has a name, and the first current-context', () => {
    const one = file(
      '/one',
      `current-context: b\nclusters:\n${cluster('c', 'https://one')}\nusers:\n${user('u', 't1')}\ncontexts:\n${context('a', 'c', 'u')}`,
    );
    const two = file(
      '/two',
      `current-context: a\nclusters:\n${cluster('c', 'https://two')}\n${cluster('d', 'https://d')}\nusers:\n${user('u', 't2')}\ncontexts:\n${context('a', 'd', 'u')}\n${context('b', 'd', 'u')}`,
    );
    const merged = mergeKubeconfigs([one, two], 'kubeconfig');
    expect(
      merged.map(({ info, access }) => [info.name, info.server, info.file, info.current, access?.user.token]),
    ).toEqual([
      ['a', 'https://one', '/one', false, 't1'],
      ['b', 'https://d', '/two', true, 't1'],
    ]);
  });

  test('says of each context what keeps it from being used, and goes on with the others', () => {
    const config = file(
      '/k',
      [
        'clusters:',
        cluster('c', 'https://c'),
        cluster('odd', 'ftp://c'),
        '- {name: proxied, cluster: {server: "https://c", proxy-url: "http://ann:s3cret@proxy"}}',
        '- {name: misled, cluster: {server: "https://c", proxy-url: "ftp://ann:s3cret@proxy"}}',
        'users:',
        user('u', 't'),
        'contexts:',
        context('good', 'c', 'u'),
        context('no-cluster', 'x', 'u'),
        context('no-user', 'c', 'x'),
        context('odd', 'odd', 'u'),
        context('proxied', 'proxied', 'u'),
        context('misled', 'misled', 'u'),
        '- {name: anonymous, context: {cluster: c}}',
      ].join('\n'),
    );
    expect(
      mergeKubeconfigs([config], 'kubeconfig').map(({ info }) => [info.name, info.problem?.message ?? null]),
    ).toEqual([
      ['good', null],
      [
        'no-cluster',
        'Context “no-cluster” names the cluster “x”, which no kubeconfig has. Correct the context.',
      ],
      ['no-user', 'Context “no-user” names the user “x”, which no kubeconfig has. Correct the context.'],
      ['odd', 'The server of cluster “odd” is not an http or https address. Correct it in the kubeconfig.'],
      ['proxied', null],
      [
        'misled',
        'The proxy-url of context “misled” is not an http, https or socks5 address. Correct it in the kubeconfig.',
      ],
      ['anonymous', null],
    ]);
  });

  test('shows no password of a server address', () => {
    const config = file(
      '/k',
      `clusters:\n${cluster('c', 'https://ann:secret@host:1/p/')}\ncontexts:\n- {name: a, context: {cluster: c}}`,
    );
    expect(mergeKubeconfigs([config], 'kubeconfig')[0]?.info.server).toBe('https://host:1/p');
  });
});

describe('one file', () => {
  test('takes relative paths from its own folder, and leaves bare commands to PATH', () => {
    const { clusters, users } = file(
      '/home/ann/.kube/config',
      `clusters:
- name: c
  cluster: {server: https://c, certificate-authority: pki/ca.crt}
users:
- name: files
  user: {client-certificate: me.crt, client-key: /abs/me.key, tokenFile: ../token}
- name: relative
  user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: bin/login}}
- name: bare
  user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: login}}
`,
    );
    expect([
      clusters.get('c')?.caFile,
      users.get('files')?.certFile,
      users.get('files')?.keyFile,
      users.get('files')?.tokenFile,
      users.get('relative')?.exec?.command,
      users.get('bare')?.exec?.command,
    ]).toEqual([
      join('/home/ann/.kube/pki/ca.crt'),
      join('/home/ann/.kube/me.crt'),
      '/abs/me.key',
      join('/home/ann/token'),
      join('/home/ann/.kube/bin/login'),
      'login',
    ]);
  });

  test('prefers data to a file of the same meaning', () => {
    const { clusters, users } = file(
      '/k',
      `clusters:
- name: c
  cluster: {server: https://c, certificate-authority: ca.crt, certificate-authority-data: Q0E=}
users:
- name: u
  user: {client-certificate: a, client-certificate-data: Yg==, client-key: c, client-key-data: ZA==}
`,
    );
    const { caData, caFile } = clusters.get('c') ?? {};
    const { certData, certFile, keyData, keyFile } = users.get('u') ?? {};
    expect({ caData, caFile, certData, certFile, keyData, keyFile }).toEqual({
      caData: 'Q0E=',
      caFile: null,
      certData: 'Yg==',
      certFile: null,
      keyData: 'ZA==',
      keyFile: null,
    });
  });

  test.each([
    ['empty', ''],
    ['comments alone', '# nothing\n'],
    ['unknown fields', 'kind: Config\npreferences: {colors: true}\nextra: [1]\nclusters: null\n'],
    ['Windows line ends', 'clusters:\r\n- name: c\r\n  cluster: {server: https://c}\r\n'],
    ['JSON', '{"kind":"Config","clusters":[],"users":null}'],
  ])('is read when it has %s', (_what, text) => {
    expect(file('/k', text).contexts.size).toBe(0);
  });

  test.each([
    ['a tab', 'clusters:\n\t- name: c\n', 2],
    ['an open bracket', 'clusters:\n- name: c\n  cluster: {server: x\nusers: []\n', 4],
    ['a list that is a text', 'clusters:\n- name: c\nusers: none\n', 3],
    ['a name that is a number', 'clusters:\n- name: c\n- name: 7\n', 3],
    ['text that is no mapping', 'hello', 1],
  ])('with %s is refused with its name and line', (_what, text, line) => {
    expect(problemIn(text)).toMatchObject({
      code: 'kubeconfigInvalid',
      message: expect.stringContaining(`The kubeconfig /k cannot be read: line ${line} `) as string,
    });
  });

  test('is refused without repeating what it holds', () => {
    const problem = problemIn('users:\n- name: u\n  user:\n    token: {s3cret: [}\n');
    expect(JSON.stringify(problem)).not.toContain('s3cret');
  });

  test('does not grow by aliases upon aliases', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef'].map((pair) => pair.split(''))) {
      bomb.push(`${to}: &${to} [${Array(8).fill(`*${from}`).join(', ')}]`);
    }
    expect(problemIn(bomb.join('\n')).code).toBe('kubeconfigInvalid');
  });
});

describe('which files', () => {
  const env = {
    KUBECONFIG: ['/a', '', '/b', '/a'].join(process.platform === 'win32' ? ';' : ':'),
    HOME: '/home/ann',
  };

  test.each([
    ['the explicit path alone', '/x', env, { paths: ['/x'], isExplicit: true }],
    ['the list of KUBECONFIG, each once', null, env, { paths: ['/a', '/b'], isExplicit: false }],
    [
      'the home folder',
      null,
      { HOME: '/home/ann' },
      { paths: ['/home/ann/.kube/config'], isExplicit: false },
    ],
    [
      'the home folder for an empty list',
      null,
      { ...env, KUBECONFIG: '' },
      { paths: ['/home/ann/.kube/config'], isExplicit: false },
    ],
  ])('%s', (_what, explicit, environment, expected) => {
    expect(kubeconfigPaths(explicit, environment)).toEqual(expected);
  });
});

describe('server addresses', () => {
  const plain = {
    caData: null,
    caFile: null,
    skipTlsVerify: false,
    tlsServerName: null,
    proxyUrl: null,
    execConfig: null,
  };

  test.each([
    ['https://h:6443', 'https://h:6443/'],
    ['https://h/k8s/clusters/c-1/', 'https://h/k8s/clusters/c-1'],
    ['HTTP://h', 'http://h/'],
    ['localhost:8080', 'http://localhost:8080/'],
    ['https://[::1]:6443', 'https://[::1]:6443/'],
    ['', null],
    ['ftp://h', null],
    ['https://', null],
    ['not an address', null],
  ])('%s', (server, expected) => {
    expect(serverUrl({ ...plain, server })?.href ?? null).toBe(expected);
  });

  test('without a scheme are https where there is something to verify', () => {
    expect(serverUrl({ ...plain, server: 'h:6443', caData: 'x' })?.href).toBe('https://h:6443/');
  });
});
