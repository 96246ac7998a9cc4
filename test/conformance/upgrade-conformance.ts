import { describe, expect, it } from 'vitest';

import { type Manifest, pod } from '../cluster/manifests.ts';
import type { UpgradeAnswer } from './cluster-client.ts';
import type { ConformanceNamespace } from './conformance-cluster.ts';
import { tunnelHandshake } from './web-socket-duplex.ts';

const spdy = { connection: 'Upgrade', upgrade: 'SPDY/3.1' };

export function describeUpgrades(given: () => ConformanceNamespace): void {
  describe('its port-forward requests', () => {
    it('become a tunnel, or are refused with these words', async () => {
      const namespace = given();
      const webSocket = tunnelHandshake();
      const withProtocols = (...protocols: string[]) => ({
        ...webSocket,
        'sec-websocket-protocol': protocols.join(', '),
      });
      const ask = async (
        method: string,
        target: string,
        headers: Readonly<Record<string, string>>,
      ): Promise<string> => {
        const [pod = '', query = ''] = target.split('?');
        const answer = await namespace.client.upgrade(
          method,
          namespace.path('pods', `/${pod}/portforward${query && `?${query}`}`),
          headers,
        );
        answer.socket?.destroy();
        return summary(answer);
      };

      await namespace.create(withSelector(pod('homeless'), { nobody: 'has-this' }));

      expect(
        await Promise.all([
          ask('POST', 'lone', { ...spdy, 'x-stream-protocol-version': 'portforward.k8s.io' }),
          ask('GET', 'lone', { ...spdy, 'x-stream-protocol-version': 'portforward.k8s.io' }),
          ask('POST', 'lone', spdy),
          ask('POST', 'lone', { ...spdy, 'x-stream-protocol-version': 'nothing.example' }),
          ask('GET', 'lone', webSocket),
          ask('GET', 'lone', withProtocols('v4.channel.k8s.io')),
          ask('GET', 'lone?ports=8080', withProtocols('v4.channel.k8s.io')),
          ask('GET', 'lone?ports=8080', webSocket),
          ask('GET', 'lone?ports=8080', withProtocols('v4.channel.k8s.io', 'SPDY/3.1+portforward.k8s.io')),
          ask('GET', 'lone?ports=8080', withProtocols('nothing.example')),
          ask('GET', 'lone?ports=0', withProtocols('v4.channel.k8s.io')),
          ask('GET', 'lone?ports=abc', withProtocols('v4.channel.k8s.io')),
          ask('GET', 'lone?ports=80,65536', withProtocols('v4.channel.k8s.io')),
          ask('POST', 'lone', {}),
          ask('GET', 'lone', {}),
          ask('POST', 'nope', { ...spdy, 'x-stream-protocol-version': 'portforward.k8s.io' }),
          ask('GET', 'nope', webSocket),
          ask('POST', 'nope', {}),
          ask('POST', 'homeless', { ...spdy, 'x-stream-protocol-version': 'portforward.k8s.io' }),
        ]),
      ).toEqual([
        '101 portforward.k8s.io',
        '101 portforward.k8s.io',
        '400 unable to upgrade: header X-Stream-Protocol-Version does not exist in request with N headers',
        '403 unable to upgrade: unable to negotiate protocol: client supports [nothing.example], server accepts [portforward.k8s.io]',
        '101 SPDY/3.1+portforward.k8s.io',
        '400 query parameter "port" is required',
        '101 v4.channel.k8s.io',
        '101 SPDY/3.1+portforward.k8s.io',
        '101 SPDY/3.1+portforward.k8s.io',
        '403',
        '400 port "0" must be > 0',
        '400 cannot convert to []int32: strconv.ParseUint: parsing "abc": invalid syntax',
        '400 cannot convert to []int32: strconv.ParseUint: parsing "65536": value out of range',
        '400 Upgrade request required',
        '400 Upgrade request required',
        '404 pods "nope" not found',
        '404 pods "nope" not found',
        '404 pods "nope" not found',
        '400 pod homeless does not have a host assigned',
      ]);
      await namespace.client.object('DELETE', namespace.path('pods', '/homeless'));
    });
  });
}

/** The same pod, for a node that does not exist. */
function withSelector(manifest: Manifest, nodeSelector: Readonly<Record<string, string>>): Manifest {
  return { ...manifest, spec: { ...(manifest['spec'] as object), nodeSelector } };
}

/** The code with the protocol, or with the message, whether that comes as a Status or as text. */
function summary({ code, body, protocol }: UpgradeAnswer): string {
  if (code === 101) return `101 ${protocol ?? ''}`;
  try {
    return `${code} ${(JSON.parse(body) as { message: string }).message}`;
  } catch {
    return `${code} ${body.replace(/\d+ headers/, 'N headers')}`.trim();
  }
}
