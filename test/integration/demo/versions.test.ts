import { describe, expect, it } from 'vitest';

import type { Profile } from '../../../src-main/demo/server-version.ts';
import { tunnelHandshake } from '../../conformance/web-socket-duplex.ts';
import { DemoHost } from '../../support/demo-host.ts';

const tunnel = 'SPDY/3.1+portforward.k8s.io';
const v4 = 'v4.channel.k8s.io';
const profiles: readonly Profile[] = ['1.29', '1.31', '1.35', '1.36'];

describe('the versions of Kubernetes that the demo cluster can be', () => {
  it('say so', async () => {
    await using host = await DemoHost.start({ profile: '1.29' });
    const answers = [];
    for (const profile of [host.demo.profile, ...profiles.slice(1)]) {
      host.demo.profile = profile;
      answers.push(JSON.parse((await host.client().ask('GET', '/version')).body) as object);
    }
    expect(answers).toMatchObject([
      { major: '1', minor: '29', gitVersion: 'v1.29.3+demo' },
      { major: '1', minor: '31', gitVersion: 'v1.31.3+demo' },
      { major: '1', minor: '35', gitVersion: 'v1.35.3+demo' },
      { major: '1', minor: '36', gitVersion: 'v1.36.3+demo' },
    ]);
  });

  it('have a tunnel inside WebSockets since 1.31, and v4 in all of them', async () => {
    await using host = await DemoHost.start();
    const answers = async (profile: Profile) => {
      host.demo.profile = profile;
      return [
        await webSocket(host, '', tunnel),
        await webSocket(host, '?ports=8080', tunnel),
        await webSocket(host, '?ports=8080', `${tunnel}, ${v4}`),
        await webSocket(host, '?ports=8080', v4),
      ];
    };
    expect([await answers('1.29'), await answers('1.31')]).toEqual([
      ['400 query parameter "port" is required', '403', `101 ${v4}`, `101 ${v4}`],
      [`101 ${tunnel}`, `101 ${tunnel}`, `101 ${tunnel}`, `101 ${v4}`],
    ]);
  });

  it('need the right to create for a GET since 1.35', async () => {
    await using host = await DemoHost.start();
    const outcomes = [];
    for (const profile of profiles) {
      host.demo.profile = profile;
      host.demo.faults.forbidden = [{ verb: 'create', resource: 'pods/portforward', namespace: '*' }];
      const post = await spdy(host, 'POST');
      outcomes.push([profile, post, await spdy(host, 'GET'), await webSocket(host, '', tunnel)].join());
      host.demo.faults.reset();
    }
    expect(outcomes).toEqual([
      '1.29,403 cannot create,101 portforward.k8s.io,400 query parameter "port" is required',
      `1.31,403 cannot create,101 portforward.k8s.io,101 ${tunnel}`,
      '1.35,403 cannot create,403 cannot create,403 cannot create',
      '1.36,403 cannot create,403 cannot create,403 cannot create',
    ]);
  });

  it('have different words for a request that names no stream protocol', async () => {
    await using host = await DemoHost.start();
    const answers = [];
    for (const profile of profiles) {
      host.demo.profile = profile;
      answers.push((await spdy(host, 'POST', {})).replace(/\d+ headers/, 'N headers'));
    }
    const old =
      '500 {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",' +
      '"message":"invalid upgrade response: status code 200","code":500}';
    const since136 =
      '400 unable to upgrade: header X-Stream-Protocol-Version does not exist in request with N headers';
    expect(answers).toEqual([old, old, old, since136]);
  });
});

function webSocket(host: DemoHost, query: string, protocols: string): Promise<string> {
  return upgrade(host, 'GET', query, { ...tunnelHandshake(), 'sec-websocket-protocol': protocols });
}

function spdy(
  host: DemoHost,
  method: string,
  protocol: Readonly<Record<string, string>> = { 'x-stream-protocol-version': 'portforward.k8s.io' },
): Promise<string> {
  return upgrade(host, method, '', { connection: 'Upgrade', upgrade: 'SPDY/3.1', ...protocol });
}

/** The code with the protocol chosen, or with the text. */
async function upgrade(
  host: DemoHost,
  method: string,
  query: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const path = `/api/v1/namespaces/shop/pods/orders-db-0/portforward${query}`;
  const { code, body, protocol, socket } = await host.client().upgrade(method, path, headers);
  socket?.destroy();
  return `${code} ${protocol ?? /cannot create/.exec(body)?.[0] ?? body}`.trim();
}
