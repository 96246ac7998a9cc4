import { describe, expect, test } from 'vitest';
import { type Cluster, served, told } from '../map-samples.ts';
import { container, endpoint, pod, slice } from '../world-samples.ts';

const notReady = { phase: 'Running', ready: false };
const workload = (spec: object, labels?: Readonly<Record<string, string>>) => ({
  metadata: { name: 'web' },
  spec: { template: { spec, ...(labels && { metadata: { labels } }) } },
});

describe('a forward to a service', () => {
  test('asks by the port’s name, or by its number where a forward cannot say the name', () => {
    const ports = [
      { name: 'http', port: 80 },
      { name: 'a-name-of-more-than-15', port: 81 },
      { name: '8080', port: 82 },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ];
    const given = ports.map(({ name, protocol }) => ({ name, port: 8080, ...(protocol && { protocol }) }));
    const slices = [slice('web', [endpoint('web-1')], given)];
    expect(told('portForward', { ...served({ ports }), slices })).toEqual([
      'http 80/TCP | service/web http | open',
      'a-name-of-more-than-15 81/TCP | service/web 81 | open',
      '8080 82/TCP | service/web 82 | open',
    ]);
  });

  const headless = (port: number) =>
    served({ clusterIP: 'None', clusterIPs: ['None'], ports: [{ name: 'http', port, targetPort: 'http' }] });

  test('that is headless takes its port for the pods’ own, as kubectl does', () => {
    expect([told('portForward', headless(8080)), told('portForward', headless(80))]).toEqual([
      ['http 8080/TCP | service/web http | open'],
      [
        'http 80/TCP | service/web http | broken: A forward to the headless service web leads to port 80 of its pods, and they have 8080. Forward a pod or its workload.',
      ],
    ]);
  });

  test('needs pods behind it', () => {
    const slices = [slice('web', [{ conditions: { ready: true } }])];
    expect(told('portForward', { ...served({ selector: {} }), slices })).toEqual([
      'http 80/TCP | service/web http | broken: This way needs a pod, and the endpoints of service web are none.',
    ]);
  });

  test.each([
    ['denied', 'denied: You may not forward ports here. Ask for the right to create pods/portforward.'],
    ['unknown', 'open'],
    ['allowed', 'open'],
  ] as const)('with a right that is %s', (portForward, state) => {
    expect(told('portForward', { ...served(), rights: { portForward } })).toEqual([
      `http 80/TCP | service/web http | ${state}`,
    ]);
  });
});

describe('a forward to a workload', () => {
  test.each(['deploy', 'rs', 'sts', 'ds', 'job'])('of kind %s leads to what its pods declare', (kind) => {
    const spec = container(
      { name: 'http', containerPort: 8080 },
      { containerPort: 9090 },
      { name: 'dns', containerPort: 53, protocol: 'UDP' },
    );
    const [http, plain, ...more] = told('portForward', {
      target: `${kind}/web`,
      pods: [pod('web-1', spec), pod('web-2', spec, notReady)],
    });
    expect([http?.split(' | ')[0], plain?.split(' | ').slice(2), more]).toEqual([
      'http 8080/TCP',
      ['open'],
      [],
    ]);
  });

  test('asks by number where a rollout gives the port another name', () => {
    const pods = [
      pod('old', container({ name: 'web', containerPort: 8080 })),
      pod('new', container({ name: 'http', containerPort: 8080 })),
    ];
    expect(told('portForward', { target: 'deploy/web', pods })).toEqual([
      '8080/TCP | deployment/web 8080 | open',
    ]);
  });

  test('is broken and not absent while there are no pods', () => {
    expect(
      told('portForward', { target: 'deploy/web', object: workload(container({ containerPort: 8080 })) }),
    ).toEqual(['8080/TCP | deployment/web 8080 | broken: There is no pod.']);
  });

  test('is not known to work where pods cannot be read', () => {
    expect(
      told('portForward', {
        target: 'deploy/web',
        pods: null,
        object: workload(container({ containerPort: 8080 })),
      }),
    ).toEqual([
      '8080/TCP | deployment/web 8080 | unknown: Pods could not be read, so nobody knows whether one is ready.',
    ]);
  });

  describe('whose containers declare no ports', () => {
    const undeclared = (pods: Cluster['pods'], slices: Cluster['slices'], ports: object[] = []) =>
      told('portForward', {
        ...served({ ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }, ...ports] }),
        target: 'deploy/web',
        object: workload(container(), { app: 'web' }),
        pods: pods ?? null,
        slices: slices ?? null,
      });
    const behind = (...ports: object[]) => [
      slice('web', [endpoint('web-1')], [{ port: 8080, protocol: 'TCP' }, ...ports]),
    ];

    test('leads to the ports that services lead to', () => {
      const ports = [
        { name: 'admin', port: 81, targetPort: 'admin' },
        { name: 'dns', port: 53, targetPort: 53, protocol: 'UDP' },
      ];
      const pods = [pod('web-1', container())];
      const given = behind({ name: 'admin', port: 9090 }, { name: 'dns', port: 53, protocol: 'UDP' });
      expect(undeclared(pods, given, ports)).toEqual([
        '8080/TCP | deployment/web 8080 | open',
        '9090/TCP | deployment/web 9090 | open',
      ]);
    });

    test('names each port once, also one that a container declares', () => {
      expect(undeclared([pod('web-1', container({ containerPort: 8080 }))], behind())).toEqual([
        '8080/TCP | deployment/web 8080 | open',
      ]);
    });

    test('is broken or not known where the others are', () => {
      const slow = pod('web-1', container(), notReady);
      expect([
        undeclared([slow], [slice('web', [endpoint('web-1', { ready: false })])]),
        undeclared([], []),
        undeclared(null, behind()),
      ]).toEqual([
        ['8080/TCP | deployment/web 8080 | broken: Pod web-1 is running but not ready.'],
        ['8080/TCP | deployment/web 8080 | broken: There is no pod.'],
        [
          '8080/TCP | deployment/web 8080 | unknown: Pods could not be read, so nobody knows whether one is ready.',
        ],
      ]);
    });
  });

  test('of a finished job is broken', () => {
    const pods = [pod('job-1', {}, { phase: 'Succeeded', ready: false })];
    expect(told('portForward', { target: 'job/web', pods })).toEqual([
      'http 8080/TCP | job/web http | broken: Pod job-1 has finished.',
    ]);
  });
});
