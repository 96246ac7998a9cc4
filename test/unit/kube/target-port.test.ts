import { expect, test } from 'vitest';
import type { PodSpec, ServiceObject } from '../../../src-main/engine/kube/kube-objects.ts';
import { podPort, serviceTargetPort } from '../../../src-main/engine/kube/target-port.ts';
import type { RemotePort } from '../../../src-main/shared/port-pair.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';

const spec: PodSpec = {
  containers: [
    {
      ports: [
        { name: 'http', containerPort: 8080 },
        { name: 'dns', containerPort: 53, protocol: 'UDP' },
      ],
    },
    { ports: [{ containerPort: 9090 }, { name: 'both', containerPort: 53, protocol: 'TCP' }] },
  ],
  initContainers: [
    { restartPolicy: 'Always', ports: [{ name: 'side', containerPort: 4000 }] },
    { ports: [{ name: 'gone', containerPort: 1 }] },
  ],
};

function service(clusterIP: string): ServiceObject {
  return {
    metadata: { name: 'web' },
    spec: {
      clusterIP,
      ports: [
        { name: 'http', port: 80, targetPort: 'http' },
        { name: 'zero', port: 81, targetPort: 0 },
        { name: 'number', port: 82, targetPort: 9090 },
        { name: 'none', port: 83 },
        { name: 'dns', port: 53, targetPort: 53, protocol: 'UDP' },
        { name: 'dns-tcp', port: 53, targetPort: 5353 },
        { name: 'syslog', port: 514, protocol: 'UDP' },
        { name: 'lost', port: 84, targetPort: 'lost' },
      ],
    },
  };
}

function outcome(call: () => number): number | string {
  try {
    return call();
  } catch (error) {
    const { code, message } = problemOf(error);
    return `${code}: ${message}`;
  }
}

test.each<[RemotePort, number | string]>([
  [8080, 8080],
  [1234, 1234],
  ['http', 8080],
  ['side', 4000],
  [53, 53],
  ['both', 53],
  ['dns', 'unsupportedTarget: Port dns of pod p is UDP, which Kubernetes cannot forward. Choose a TCP port.'],
  ['gone', 'portNotFound: Pod p has no TCP port gone. Choose one of http, both, side.'],
])('port %s of a pod', (remote, expected) => {
  expect(outcome(() => podPort(spec, remote, 'p'))).toBe(expected);
});

test('a pod that declares nothing has no names', () => {
  expect(outcome(() => podPort({}, 'http', 'p'))).toBe(
    'portNotFound: Pod p has no TCP port http. It declares none; use the number of a port.',
  );
});

test.each<[RemotePort, number | string, number | string]>([
  // remote, behind a cluster IP, headless
  [80, 8080, 80],
  ['http', 8080, 80],
  ['zero', 81, 81],
  [82, 9090, 82],
  [83, 83, 83],
  [53, 5353, 53],
  [
    'dns',
    'unsupportedTarget: Port dns of service web is UDP, which Kubernetes cannot forward. Choose a TCP port.',
    'unsupportedTarget: Port dns of service web is UDP, which Kubernetes cannot forward. Choose a TCP port.',
  ],
  [84, 'portNotFound: Pod p has no TCP port lost. Choose one of http, both, side.', 84],
  [
    8080,
    'portNotFound: Service web has no TCP port 8080. Choose one of 80 (http), 81 (zero), 82 (number), 83 (none), 53 (dns-tcp), 84 (lost).',
    'portNotFound: Service web has no TCP port 8080. Choose one of 80 (http), 81 (zero), 82 (number), 83 (none), 53 (dns-tcp), 84 (lost).',
  ],
])('port %s of a service, behind a cluster IP and headless', (remote, behindIp, headless) => {
  const pod = { name: 'p', slice: null, spec };
  expect([
    outcome(() => serviceTargetPort(service('10.0.0.1'), remote, pod)),
    outcome(() => serviceTargetPort(service('None'), remote, pod)),
  ]).toEqual([behindIp, headless]);
});

test('a named target port is what the slice of that pod says', () => {
  const slice = { ports: [{ name: 'http', port: 8081, protocol: 'TCP' }] };
  expect(serviceTargetPort(service('10.0.0.1'), 'http', { name: 'p', slice, spec: undefined })).toBe(8081);
});
