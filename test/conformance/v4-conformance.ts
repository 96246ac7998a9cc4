import { describe, expect, it } from 'vitest';

import { bannerText, testServerPorts } from '../cluster/test-server.ts';
import type { ConformanceNamespace } from './conformance-cluster.ts';
import { anonymous, expectSeconds } from './run-differences.ts';
import { V4Client, type V4Protocol } from './v4-client.ts';

const { banner, echo, greet, lines, reset } = testServerPorts;

export function describeV4(given: () => ConformanceNamespace): void {
  const open = (ports: string, protocols: readonly string[] = ['v4.channel.k8s.io']) =>
    V4Client.open(given().client.webSocket(given().path('pods', `/lone/portforward${ports}`), protocols));

  describe('its v4 WebSockets', () => {
    it.each<V4Protocol>(['v4.channel.k8s.io', 'v4.base64.channel.k8s.io'])(
      'carry two ports by %s, each announced on its two channels',
      async (protocol) => {
        using client = await open(`?ports=${echo}&ports=${banner}`, [protocol]);
        client.send(0, 'hello');
        client.send(2, ' and you');
        await client.until(() => [client.transcript[0], client.transcript[2]].join().endsWith('you'));
        await client.until(() => client.transcript[0]?.length === 2);
        expect([client.protocol, client.transcript]).toEqual([
          protocol,
          [
            [`port ${echo}`, '> hello'],
            [`port ${echo}`],
            [`port ${banner}`, `> ${bannerText} and you`],
            [`port ${banner}`],
          ],
        ]);
      },
    );

    it('dial before anybody speaks, and close with the last of their ports', async () => {
      const started = performance.now();
      using client = await open(`?ports=9999,${greet}`);
      const code = await client.closed();
      expect([code, anonymous(client.transcript)]).toEqual([
        1000,
        [
          ['port 9999'],
          [
            'port 9999',
            '> error forwarding port 9999 to pod ID, uid : failed to execute portforward in network namespace "NAMESPACE": ' +
              'failed to connect to localhost:9999 inside namespace "ID", IPv4: dial tcp4 127.0.0.1:9999: connect: connection refused ' +
              'IPv6 dial tcp6: address localhost: no suitable address found ',
          ],
          [`port ${greet}`, `> ${bannerText}`],
          [`port ${greet}`],
        ],
      ]);
      expectSeconds(started, 1);
    });

    it('say in words, a second late, that the application has reset the connection', async () => {
      const started = performance.now();
      using client = await open(`?ports=${reset}`);
      client.send(0, 'x');
      const code = await client.closed();
      expect([code, anonymous(client.transcript)]).toEqual([
        1000,
        [
          [`port ${reset}`],
          [
            `port ${reset}`,
            '> error forwarding port 7002 to pod ID, uid : failed to execute portforward in network namespace "NAMESPACE": ' +
              'writeto tcp4 127.0.0.1:N->127.0.0.1:7002: read tcp4 127.0.0.1:N->127.0.0.1:7002: read: connection reset by peer',
          ],
        ],
      ]);
      expectSeconds(started, 1);
    });

    it('end at once, with what is still on its way, when the client closes them', async () => {
      using client = await open(`?ports=${lines}`);
      client.send(0, 'go\n');
      await client.until(() => client.transcript[0]?.[1]?.includes('line 2') ?? false);
      client.close();
      expect([await client.closed(), client.transcript[0]?.[1]]).toEqual([
        1000,
        '> line 1 of 30\nline 2 of 30\n',
      ]);
    });

    it('drop what is sent on channels that nobody reads', async () => {
      using client = await open(`?ports=${echo}`);
      client.send(1, 'on the error channel');
      client.send(9, 'on no channel');
      client.send(0, '');
      client.send(0, 'after');
      await client.until(() => client.transcript[0]?.length === 2);
      expect(client.transcript).toEqual([[`port ${echo}`, '> after'], [`port ${echo}`]]);
    });

    it('take the first protocol of the client that they know', async () => {
      const chosen = async (...protocols: string[]) => {
        using client = await open(`?ports=${echo}`, protocols);
        return client.protocol;
      };
      expect([
        await chosen('v4.base64.channel.k8s.io', 'v4.channel.k8s.io'),
        await chosen('v5.channel.k8s.io', 'v4.channel.k8s.io', 'v4.base64.channel.k8s.io'),
      ]).toEqual(['v4.base64.channel.k8s.io', 'v4.channel.k8s.io']);
    });
  });
}
