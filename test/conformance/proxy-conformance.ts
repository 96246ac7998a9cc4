import { beforeAll, describe, expect, it } from 'vitest';

import { deployment, service } from '../cluster/manifests.ts';
import type { ConformanceNamespace } from './conformance-cluster.ts';

export function describeServiceProxy(given: () => ConformanceNamespace): void {
  describe('its proxy to services and pods', () => {
    let pod: string;
    beforeAll(async () => {
      const namespace = given();
      await namespace.create(deployment('proxied', { nodePort: 18_090 }));
      await namespace.create(service('proxied'));
      await namespace.create(deployment('empty', { replicas: 0 }));
      await namespace.create(service('empty'));
      [pod = ''] = await namespace.readyPods('app=proxied', 1);
    });

    const ask = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
      given().client.upgrade(
        method,
        given().path(path.startsWith('pods') ? 'pods' : 'services', path.replace(/^\w+/, '')),
        headers,
      );

    it('says in these words what is not there', async () => {
      const paths = [
        'services/nope:80/proxy/',
        'services/nope:http/proxy/',
        'services/proxied:81/proxy/',
        'services/proxied:nope/proxy/',
        'services/empty:http/proxy/',
        'services/empty:80/proxy/',
        'services/a:b:c:d/proxy/',
        'services/ftp:proxied:80/proxy/',
        'pods/nope/proxy/',
        `pods/${pod}:9/proxy/`,
        `pods/https:${pod}:18090/proxy/`,
      ];
      const answers = await Promise.all(paths.map((path) => ask(path)));
      const words = answers.map(({ code, body }) => {
        const status = JSON.parse(body) as { message: string; reason: string };
        return `${code} ${status.reason}: ${status.message.replace(/(?<=reach service: )[^]*/, '…')}`;
      });
      expect(words).toEqual([
        '404 NotFound: services "nope" not found',
        '404 NotFound: services "nope" not found',
        '503 ServiceUnavailable: no service port 81 found for service "proxied"',
        '503 ServiceUnavailable: no endpoints available for service "proxied:nope"',
        '503 ServiceUnavailable: no endpoints available for service "empty"',
        '503 ServiceUnavailable: no endpoints available for service "empty"',
        '400 BadRequest: invalid service request "a:b:c:d"',
        '400 BadRequest: invalid service request "ftp:proxied:80"',
        '404 NotFound: pods "nope" not found',
        '503 ServiceUnavailable: error trying to reach service: …',
        '503 ServiceUnavailable: error trying to reach service: …',
      ]);
    });

    it('says who may not use it, for which verb', async () => {
      const client = await given().forbiddenClient();
      const path = '/api/v1/namespaces/some/services/web:http/proxy/';
      const answers = await Promise.all(['GET', 'POST'].map((method) => client.ask(method, path)));
      expect(
        answers.map(({ code, body }) => [code, (JSON.parse(body) as { message: string }).message]),
      ).toEqual(
        ['get', 'create'].map((verb): unknown => [
          403,
          expect.stringMatching(
            `^services "web:http" is forbidden: User "[^"]*" cannot ${verb} resource "services/proxy" in API group "" in the namespace "some"`,
          ),
        ]),
      );
    });

    it('leads to the root with a slash, and passes paths on as Go writes them', async () => {
      const { code, headers } = await ask('services/proxied:http/proxy?a=1');
      const told = await ask('services/proxied:http/proxy/request/a%2Fb%20c!%3F?q=%2e%2e//x');
      const prefix = given().path('services', '/proxied:http/proxy');
      expect([code, headers.location, JSON.parse(told.body)]).toMatchObject([
        301,
        `${prefix}/?a=1`,
        {
          method: 'GET',
          target: '/request/a/b%20c%21%3F?q=%2e%2e//x',
          headers: { 'x-forwarded-uri': `${prefix}/request/a/b%20c%21%3F` },
        },
      ]);
      expect(told.body).not.toContain('Bearer');
    });

    it('puts its path before the links of pages and of redirects, to the same host alone', async () => {
      const prefix = given().path('services', '/proxied:http/proxy');
      const { host } = JSON.parse((await ask('services/proxied:http/proxy/request')).body) as {
        host: string;
      };
      const body = [
        `<!DOCTYPE html><A HREF=/a?b=1&c>x</A><a href='relative'>&amp;</a><img src="/i.png" alt="it's"/>`,
        `<a href="http://${host}/own">o</a><a href="//other.example/a">e</a><p title="/no">/no</p>`,
        `<script>'<a href="/no">'</script><!-- <a href="/no"> --><a href="${prefix}/known">k</a>`,
      ].join('');
      const answer = async (query: readonly (readonly [string, string])[]) => {
        const search = new URLSearchParams(query.map(([name, value]) => [name, value])).toString();
        return ask(`services/proxied:http/proxy/answer?${search}`);
      };
      const page = await answer([
        ['header', 'Content-Type: text/html; charset=utf-8'],
        ['body', body],
      ]);
      const plain = await answer([
        ['header', 'Content-Type: text/plain'],
        ['body', body],
      ]);
      const redirects = await Promise.all(
        ['/a?b#c', 'relative', `http://${host}/own`, 'https://other.example/a', `${prefix}/known`].map(
          async (to) =>
            (
              await answer([
                ['code', '302'],
                ['header', `Location: ${to}`],
              ])
            ).headers.location,
        ),
      );
      expect([page.body, plain.body === body, redirects]).toEqual([
        [
          `<!DOCTYPE html><a href="${prefix}/a?b=1&amp;c">x</A><a href="relative">&amp;</a><img src="${prefix}/i.png" alt="it&#39;s"/>`,
          `<a href="http://${host}${prefix}/own">o</a><a href="//other.example/a">e</a><p title="/no">/no</p>`,
          `<script>'<a href="/no">'</script><!-- <a href="/no"> --><a href="${prefix}/known">k</a>`,
        ].join(''),
        true,
        [
          `${prefix}/a?b#c`,
          'relative',
          `http://${host}${prefix}/own`,
          'https://other.example/a',
          `${prefix}/known`,
        ],
      ]);
    });

    it('adds its own headers to those of the application, and takes away what lets other origins in', async () => {
      const headers = [
        'Cache-Control: max-age=60',
        'Access-Control-Allow-Origin: *',
        'Set-Cookie: a=1; Path=/',
      ];
      const search = new URLSearchParams(headers.map((header) => ['header', header])).toString();
      const { headers: told } = await ask(`services/proxied:http/proxy/answer?${search}`);
      expect({
        caching: told['cache-control'],
        origin: told['access-control-allow-origin'],
        cookie: told['set-cookie'],
        isAudited: 'audit-id' in told,
      }).toEqual({
        caching: 'no-cache, private, max-age=60',
        origin: undefined,
        cookie: ['a=1; Path=/'],
        isAudited: true,
      });
    });

    it('passes on an upgrade, and the answer of an application that wants none', async () => {
      const upgrade = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      };
      const switched = await ask('services/proxied:http/proxy/ws', upgrade);
      switched.socket?.destroy();
      const missing = await ask(`pods/${pod}:18090/proxy/nope`, upgrade);
      expect([switched.code, switched.headers.upgrade, missing.code]).toEqual([101, 'websocket', 404]);
    });
  });
}
