import { describe, expect, test } from 'vitest';
import { served, told } from '../map-samples.ts';

const open = 'open';

describe('an external IP', () => {
  const note = 'The cluster answers there, but somebody else has to lead this address to its nodes.';

  test('answers for each port', () => {
    expect(told('externalIp', served({ externalIPs: ['198.51.100.1', '2001:db8::1'] }))).toEqual([
      `http 80/TCP | http://198.51.100.1 http://[2001:db8::1] | ${open} | ${note}`,
    ]);
  });

  test('with externalTrafficPolicy Local needs a node with a pod', () => {
    expect(
      told('externalIp', served({ externalIPs: ['198.51.100.1'], externalTrafficPolicy: 'Local' })),
    ).toEqual([
      `http 80/TCP | http://198.51.100.1 | ${open} | ${note} | Only nodes with a ready pod answer (externalTrafficPolicy: Local).`,
    ]);
  });

  test('of a headless service is answered by nobody', () => {
    const headless = { externalIPs: ['198.51.100.1'], clusterIP: 'None', clusterIPs: ['None'] };
    expect(told('externalIp', served(headless))).toEqual([
      `http 80/TCP | http://198.51.100.1 | broken: No node answers there: the service is headless. Give it a cluster IP. | ${note}`,
    ]);
  });

  test('of an outside name means nothing', () => {
    expect(
      told(
        'externalIp',
        served({ type: 'ExternalName', externalName: 'x.org', externalIPs: ['198.51.100.1'] }),
      ),
    ).toEqual([]);
  });
});
