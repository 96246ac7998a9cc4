import { describe, expect, test } from 'vitest';
import { parseProxy } from '../../../src-main/engine/net/proxy.ts';
import { environmentProxy, kubeconfigProxy } from '../../../src-main/engine/net/proxy-choice.ts';
import { message, say } from '../../../src-main/shared/language/message.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';

describe('the URL of a proxy', () => {
  test.each([
    ['http://proxy', 'http', 'proxy', 80, null],
    ['http://proxy:3128/', 'http', 'proxy', 3128, null],
    ['https://proxy', 'https', 'proxy', 443, null],
    ['socks5://proxy', 'socks5', 'proxy', 1080, null],
    ['socks5h://[fd00::1]:1081', 'socks5', 'fd00::1', 1081, null],
    ['HTTP://ann:s%3Acret@proxy:1', 'http', 'proxy', 1, { username: 'ann', password: 's:cret' }],
    ['socks5://ann@proxy', 'socks5', 'proxy', 1080, { username: 'ann', password: '' }],
  ])('%s', (text, kind, host, port, login) => {
    const proxy = parseProxy(text, 'HTTPS_PROXY');
    expect([proxy?.kind, proxy?.host, proxy?.port, proxy?.login]).toEqual([kind, host, port, login]);
  });

  test.each(['proxy:3128', 'socks4://proxy', 'ftp://proxy', 'http://', '', 'http://a:%zz@proxy'])(
    'is not %j',
    (text) => {
      expect(parseProxy(text, 'HTTPS_PROXY')).toBeNull();
    },
  );

  test('shows no password', () => {
    expect(parseProxy('http://ann:secret@proxy', '')?.shown).toBe('http://proxy:80');
  });
});

describe('the environment names', () => {
  const https = new URL('https://api.example:6443/prefix');
  const http = new URL('http://api.example:8080');
  const shown = (server: URL, env: Record<string, string>) => environmentProxy(server, env)?.shown ?? null;

  test.each([
    ['nothing', https, {}, null],
    ['a proxy for https', https, { HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://q:1' }, 'http://p:1'],
    ['a proxy for http', http, { HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://q:1' }, 'http://q:1'],
    ['it in small letters', https, { https_proxy: 'http://p:1' }, 'http://p:1'],
    ['it in capitals first', https, { https_proxy: 'http://p:1', HTTPS_PROXY: 'http://q:1' }, 'http://q:1'],
    [
      'it with an empty word in capitals',
      https,
      { https_proxy: 'http://p:1', HTTPS_PROXY: '' },
      'http://p:1',
    ],
    ['a host without a scheme', https, { HTTPS_PROXY: 'proxy.example:3128' }, 'http://proxy.example:3128'],
    ['ALL_PROXY, which kubectl does not read', https, { ALL_PROXY: 'http://p:1' }, null],
    ['an exception', https, { HTTPS_PROXY: 'http://p:1', no_proxy: 'api.example' }, null],
  ])('%s', (_what, server, env, expected) => {
    expect(shown(server, env)).toBe(expected);
  });

  test.each(['https://localhost:6443', 'https://127.0.0.1:6443', 'https://127.9.9.9', 'https://[::1]:6443'])(
    'no proxy for %s',
    (server) => {
      expect(shown(new URL(server), { HTTPS_PROXY: 'http://p:1' })).toBeNull();
    },
  );

  test('a proxy that cannot be used: the computer is to be corrected', () => {
    const env = { HTTPS_PROXY: 'ftp://ann:secret@p:1' };
    expect(problemThrown(() => environmentProxy(https, env))).toMatchObject({
      code: 'kubeconfigInvalid',
      layer: 'computer',
      message:
        'The environment variable HTTPS_PROXY is not an http, https or socks5 address. Correct or remove it, and start Portolan again.',
    });
  });
});

describe('NO_PROXY', () => {
  const isDirect = (noProxy: string, host: string) =>
    environmentProxy(new URL(`https://${host}`), { HTTPS_PROXY: 'http://p:1', NO_PROXY: noProxy }) === null;

  test.each([
    ['*', 'api.example', true],
    ['other.example, api.example', 'api.example', true],
    ['example', 'api.example', true],
    ['API.Example', 'api.example', true],
    ['.example', 'api.example', true],
    ['.api.example', 'api.example', false],
    ['*.example', 'api.example', true],
    ['*.api.example', 'api.example', false],
    ['pi.example', 'api.example', false],
    ['api.example:6443', 'api.example:6443', true],
    ['api.example:443', 'api.example', true],
    ['api.example:6443', 'api.example', false],
    ['bücher.example', 'xn--bcher-kva.example', true],
    ['10.0.0.1', '10.0.0.1:6443', true],
    ['10.0.0.1:6443', '10.0.0.1:6443', true],
    ['10.0.0.1:6444', '10.0.0.1:6443', false],
    ['10.0.0.0/8', '10.200.0.1', true],
    ['10.9.9.9/8', '10.200.0.1', true],
    ['10.0.0.0/16', '10.200.0.1', false],
    ['10.0.0.0/8', 'api.example', false],
    ['fd00::/8', '[fd12::1]:6443', true],
    ['fd00::1', '[fd00::1]:6443', true],
    ['[fd00::1]:6443', '[fd00::1]:6443', true],
    ['fd00::/8', '10.0.0.1', false],
    ['10.0.0.0/99', '10.0.0.1', false],
    [' , ,:443', 'api.example', false],
    ['', 'api.example', false],
  ])('%j lets %s go directly: %s', (noProxy, host, expected) => {
    expect(isDirect(noProxy, host)).toBe(expected);
  });
});

describe('a kubeconfig names', () => {
  test('a proxy, whose password no sentence shows', () => {
    const proxy = kubeconfigProxy('prod', 'https://ann:secret@proxy:8443');
    const setBy = say('en', message('verbatim', { text: proxy.setBy }));
    expect([proxy.kind, proxy.shown, setBy]).toEqual([
      'https',
      'https://proxy:8443',
      'the proxy-url of context “prod”',
    ]);
  });

  test('something that is none', () => {
    expect(problemThrown(() => kubeconfigProxy('prod', 'proxy:3128'))).toMatchObject({
      code: 'kubeconfigInvalid',
      layer: 'kubeconfig',
      message:
        'The proxy-url of context “prod” is not an http, https or socks5 address. Correct it in the kubeconfig.',
    });
  });
});

function problemThrown(call: () => unknown) {
  try {
    call();
    return null;
  } catch (error) {
    return problemOf(error);
  }
}
