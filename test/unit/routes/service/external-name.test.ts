import { describe, expect, test } from 'vitest';
import { mapOf, served, told } from '../map-samples.ts';

const open = 'open';

describe('an external name', () => {
  const named = (externalName: string, ports: object[] = []) =>
    told('externalName', served({ type: 'ExternalName', externalName, ports, clusterIPs: [] }));

  test('leads outside, at each port', () => {
    const note = 'The service only stands for the name db.example.org, which leads out of the cluster.';
    expect(named('db.example.org.', [{ name: 'https', port: 443 }, { port: 5432 }])).toEqual([
      `https 443/TCP | https://db.example.org | ${open} | ${note}`,
      `5432/TCP | db.example.org:5432 | ${open} | ${note}`,
    ]);
  });

  test('without a port says so', () => {
    expect(named('db.example.org')).toEqual([
      'no port |  | unknown: The service only stands for the name db.example.org and says no port.',
    ]);
  });

  test.each(['db.prod.svc', 'db.prod.svc.cluster.local.', 'kubernetes.cluster.local'])(
    'that is another service, %s, stays inside',
    (name) => {
      const shown = name.replace(/\.$/, '');
      expect([named(name), named(name, [{ port: 5432 }])]).toEqual([
        [
          `no port |  | inside: The service stands for ${shown}, which only the cluster’s own DNS knows. Look for the ways in to that service.`,
        ],
        [
          `5432/TCP | ${shown}:5432 | inside: The service stands for ${shown}, which only the cluster’s own DNS knows. Look for the ways in to that service.`,
        ],
      ]);
    },
  );

  test.each(['svc.example.org', 'web.eu.svc.example.org'])(
    'that only looks like one, %s, leads outside',
    (name) => {
      expect(named(name, [{ port: 5432 }])[0]).toContain('| open |');
    },
  );

  test('that is an IP address is none to the cluster’s DNS', () => {
    const why =
      'broken: The service stands for the IP address 10.1.2.3 as if it were a name, which the cluster’s DNS does not resolve. Give a service without selector an EndpointSlice instead.';
    expect([named('10.1.2.3'), named('10.1.2.3', [{ port: 5432 }])]).toEqual([
      [`no port |  | ${why}`],
      [`5432/TCP | 10.1.2.3:5432 | ${why}`],
    ]);
  });

  test('has no other way in', () => {
    expect(
      mapOf(served({ type: 'ExternalName', externalName: 'x.org', clusterIPs: [] })).routes.map(
        ({ kind }) => kind,
      ),
    ).toEqual(['externalName']);
  });

  test('of no name is nothing', () => {
    expect(named('')).toEqual([]);
  });
});
