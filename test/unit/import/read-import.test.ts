import { describe, expect, test } from 'vitest';
import { readImport } from '../../../src-main/engine/import/read-import.ts';
import type { ImportedForward } from '../../../src-main/shared/import.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import { formatPortPair } from '../../../src-main/shared/port-pair.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';
import { formatTarget } from '../../../src-main/shared/target.ts';

function line({ label, target, ports, addresses }: ImportedForward): string {
  const place = `${target.context ?? '?'}/${target.namespace ?? '?'} ${formatTarget(target)}`;
  return `${label}: ${place} ${ports.map(formatPortPair).join(' ')} on ${addresses.join()}`;
}

/** What was understood, a line each, and what was left out. */
function read(text: string | object): { source: string; forwards: string[]; left: string[] } {
  const { source, forwards, left } = readImport(typeof text === 'string' ? text : JSON.stringify(text));
  return {
    source,
    forwards: forwards.map(line),
    left: left.map(({ what, why }) => `${say('en', what)}: ${say('en', why)}`),
  };
}

function refusal(text: string): string {
  try {
    return JSON.stringify(readImport(text));
  } catch (error) {
    return problemOf(error).message;
  }
}

describe('kubectl', () => {
  test('a line with everything, over several lines', () => {
    expect(
      read(`kubectl -n shop port-forward --context 'kind dev' \\
        --address=0.0.0.0,localhost svc/web 8080:http :9090 --kubeconfig /tmp/x &`),
    ).toEqual({
      source: 'kubectl',
      forwards: ['web: kind dev/shop svc/web 8080:http :9090 on 0.0.0.0,127.0.0.1,::1'],
      left: ['--kubeconfig: Not kept for svc/web: the cluster chosen here for “kind dev” is used.'],
    });
  });

  test.each([
    // As pflag takes options (spf13/pflag, parseSingleShortArg).
    ['kubectl -n=shop port-forward svc/web 80', 'web: ?/shop svc/web 80:80'],
    ['kubectl port-forward svc/web 80 -nshop', 'web: ?/shop svc/web 80:80'],
    ['kubectl --namespace=shop port-forward svc/web 80 --namespace ops', 'web: ?/ops svc/web 80:80'],
    ['kubectl port-forward svc/web 80 --namespace="" --context dev', 'web: dev/? svc/web 80:80'],
    ['kubectl -v=6 --request-timeout=0 port-forward svc/web 80 -v 6', 'web: ?/? svc/web 80:80'],
    [
      'kubectl port-forward --pod-running-timeout=1m --warnings-as-errors svc/web 80',
      'web: ?/? svc/web 80:80',
    ],
    ['kubectl port-forward -n shop -- svc/web 80', 'web: ?/shop svc/web 80:80'],
    ['kubectl -n my-kubectl port-forward svc/web 80', 'web: ?/my-kubectl svc/web 80:80'],
    // As terminals show them.
    ['$ kubectl port-forward svc/web 80', 'web: ?/? svc/web 80:80'],
    ['me@host:~/shop$ kc -n shop port-forward svc/web 80', 'web: ?/shop svc/web 80:80'],
    ['> kubectl port-forward svc/web 80', 'web: ?/? svc/web 80:80'],
    ['$ kubectl port-forward svc/web \\\n>   8080:80', 'web: ?/? svc/web 8080:80'],
    ['PS C:\\Users\\me> kubectl port-forward svc/web `\n  80', 'web: ?/? svc/web 80:80'],
    ['C:\\Users\\me>C:\\tools\\kubectl.exe port-forward svc/web ^\r\n  80', 'web: ?/? svc/web 80:80'],
    // As Markdown has them.
    ['```sh\nkubectl port-forward svc/web 80\n```', 'web: ?/? svc/web 80:80'],
    ['- `kubectl port-forward svc/web 80`', 'web: ?/? svc/web 80:80'],
    // As scripts have them.
    ['kubectl port-forward svc/web 8080:80 > /dev/null 2>&1 &', 'web: ?/? svc/web 8080:80'],
    ['kubectl port-forward svc/web 8080:80 &>/dev/null & PF=$!', 'web: ?/? svc/web 8080:80'],
    ['(kubectl port-forward svc/web 80 &)', 'web: ?/? svc/web 80:80'],
    ['while true; do kubectl port-forward svc/web 80; done', 'web: ?/? svc/web 80:80'],
    ['sudo -u me microk8s kubectl port-forward svc/web 80', 'web: ?/? svc/web 80:80'],
    ['sudo -n kubectl port-forward svc/web 80', 'web: ?/? svc/web 80:80'],
    ['sudo k3s kubectl -n shop port-forward svc/web 80', 'web: ?/shop svc/web 80:80'],
    ['minikube kubectl -- port-forward svc/web 80 -n shop', 'web: ?/shop svc/web 80:80'],
    ['watch -n 5 oc port-forward pod/web 80', 'web: ?/? pod/web 80:80'],
  ])('%j is understood', (text, forward) => {
    expect(read(text)).toEqual({
      source: 'kubectl',
      forwards: [`${forward} on 127.0.0.1,::1`],
      left: [],
    });
  });

  test('several commands in one line are several forwards', () => {
    expect(
      read(
        'kubectl port-forward svc/a 80 & kubectl port-forward svc/b 81 2>b.log; k port-forward svc/c 82 && wait',
      ),
    ).toEqual({
      source: 'kubectl',
      forwards: ['a: ?/? svc/a 80:80', 'b: ?/? svc/b 81:81', 'c: ?/? svc/c 82:82'].map(
        (forward) => `${forward} on 127.0.0.1,::1`,
      ),
      left: ['a line without port-forward: It forwards nothing.'],
    });
  });

  const shellValue =
    'It takes a value from a variable or another command, which only the shell knows. Write the value itself.';

  test.each([
    [
      'kubectl port-forward svc/web 80 -n Shop',
      'svc/web: “Shop” is not a namespace: small letters, digits and “-”, at most 63.',
    ],
    ['kubectl port-forward svc/web 80 -n', 'svc/web: -n has no value. Give it one, or leave it out.'],
    ['kubectl port-forward svc/web $PORT:80', `svc/web: ${shellValue}`],
    [
      "kubectl port-forward $(kubectl get pod -l app=web -o name | awk '{print $1}') 80",
      `a kubectl command: ${shellValue}`,
    ],
    ['kubectl port-forward `cat target` 80', `a kubectl command: ${shellValue}`],
    [
      'kubectl --as admin port-forward svc/web 80',
      'svc/web: --as is not understood here. Add this forward by hand.',
    ],
    [
      'kc --token s3cr3t port-forward svc/web 80',
      'svc/web: --token is not understood here. Add this forward by hand.',
    ],
    [
      'kubectl port-forward svc/web 80 --address 10.0.0.300',
      expect.stringContaining('svc/web: “10.0.0.300” is not an address to listen on.'),
    ],
  ])('%j is told in a sentence', (text, sentence) => {
    expect(read(text)).toEqual({ source: 'kubectl', forwards: [], left: [sentence] });
  });

  test('a kubeconfig is told to be of no use, without its path, for each forward that is taken', () => {
    const { forwards, left } = read(`KUBECONFIG=~/s3cr3t kubectl port-forward svc/web 80
kubectl port-forward svc/api 80 --kubeconfig=s3cr3t --context dev
kubectl port-forward svc/db --kubeconfig=s3cr3t`);
    expect([forwards.length, left]).toEqual([
      2,
      [
        'KUBECONFIG: Not kept for svc/web: the cluster chosen here is used.',
        '--kubeconfig: Not kept for svc/api: the cluster chosen here for “dev” is used.',
        'svc/db: It names no port. kubectl wants [LOCAL:]REMOTE.',
      ],
    ]);
  });

  test('several lines, each for itself, without repeating what may be secret', () => {
    const { forwards, left } = read(`# my forwards
k port-forward db-0 5432
sleep 1 && kubectl port-forward svc/web 80000:80
kubectl port-forward deploy/api 8080 --token s3cr3t
KUBECONFIG=~/x nohup kubectl port-forward --token s3c/r3t sts/db 5432 &
kubectl port-forward svc/web`);
    expect([forwards, left]).toEqual([
      ['db-0: ?/? pod/db-0 5432:5432 on 127.0.0.1,::1'],
      [
        'a line without port-forward: It forwards nothing.',
        'svc/web: “80000” is not a local port. Use a number from 1 to 65535.',
        'deploy/api: --token is not understood here. Add this forward by hand.',
        'sts/db: --token is not understood here. Add this forward by hand.',
        'svc/web: It names no port. kubectl wants [LOCAL:]REMOTE.',
      ],
    ]);
  });
});

test('an export of kftray', () => {
  const service = {
    alias: 'argocd',
    service: 'argocd-server',
    namespace: 'argocd',
    local_port: 8888,
    remote_port: 8080,
    context: 'test-cluster',
    workload_type: 'service',
    protocol: 'tcp',
    local_address: '127.0.0.1',
    auto_loopback_address: false,
    domain_enabled: false,
    kubeconfig: 'default',
  };
  expect(
    read([
      service,
      { ...service, alias: '', local_port: 0, context: null, local_address: '0.0.0.0' },
      { ...service, alias: 'dns', protocol: 'udp' },
      { ...service, alias: 'auth', workload_type: 'pod', target: 'app=auth' },
      { ...service, alias: 'rds', workload_type: 'proxy' },
      { ...service, alias: 'odd', remote_port: '8080' },
      { ...service, alias: 'wide', local_port: 70_000 },
      { ...service, alias: 'loud', namespace: 'Shop' },
      { ...service, alias: 'named', service: 'Web' },
    ]),
  ).toEqual({
    source: 'kftray',
    forwards: [
      'argocd: test-cluster/argocd svc/argocd-server 8888:8080 on 127.0.0.1',
      'argocd-server: ?/argocd svc/argocd-server :8080 on 0.0.0.0',
    ],
    left: [
      'dns: Kubernetes forwards only TCP ports.',
      'auth: It takes pods by their labels (app=auth). Add a forward to the service or workload that has them.',
      'rds: It is of type “proxy”, which needs a pod of kftray’s own in the cluster.',
      'entry 6: It is not written as kftray writes it.',
      expect.stringContaining('wide: ports.0.local.port'),
      'loud: “Shop” is not a namespace: small letters, digits and “-”, at most 63.',
      expect.stringContaining('named: “Web” is not a name in Kubernetes.'),
    ],
  });
});

test('what only kftray does is told not to be kept, for each forward that is taken', () => {
  const entry = {
    service: 'web',
    remote_port: 80,
    context: 'dev',
    workload_type: 'service',
    local_address: '127.0.0.2',
    auto_loopback_address: true,
    domain_enabled: true,
    kubeconfig: '/home/s3cr3t/config',
  };
  const { forwards, left } = read([entry, { ...entry, protocol: 'udp' }]);
  expect([forwards.length, left]).toEqual([
    1,
    [
      'kubeconfig: Not kept for svc/web: the cluster chosen here for “dev” is used.',
      'domain_enabled: Not kept for svc/web: Portolan writes no names into the hosts file. Use its address.',
      'auto_loopback_address: Not kept for svc/web: it listens on 127.0.0.2.',
      'web: Kubernetes forwards only TCP ports.',
    ],
  ]);
});

test('an export of Kube Forwarder, whose kubeconfig is never read, and told not to be kept', () => {
  const text = {
    version: 2,
    clusters: [
      {
        name: 'minikube',
        config: { storingMethod: 'content', content: 'token: s3cr3t' },
        _services: [
          {
            alias: 'the shop',
            namespace: 'shop',
            workloadType: 'deployment',
            workloadName: 'web',
            forwards: [
              { id: 'a', localPort: 8080, remotePort: 80 },
              { id: 'b', localPort: 0, remotePort: 9090 },
            ],
          },
          { namespace: 'shop', workloadType: 'cronjob', workloadName: 'tidy', forwards: [] },
        ],
      },
      { name: 'unused', config: { storingMethod: 'path', path: '/home/s3cr3t' }, _services: [] },
    ],
  };
  expect(read(text)).toEqual({
    source: 'kube-forwarder',
    forwards: ['the shop: minikube/shop deploy/web 8080:80 :9090 on 127.0.0.1,::1'],
    left: [
      expect.stringContaining('tidy: “cronjob/tidy” is not a target.'),
      'kubeconfig: Not kept: the cluster chosen here for “minikube” is used.',
    ],
  });
});

test('a file of kportal', () => {
  expect(
    read(`
healthCheck: { interval: 3s }
reliability: { tcpKeepalive: 30s, retryOnStale: true }
mdns: { enabled: true }
contexts:
  - name: production
    namespaces:
      - name: default
        forwards:
          - { resource: service/api, protocol: tcp, port: 8080, localPort: 18080, alias: prod-api, httpLog: true }
          - { resource: pod/myapp, protocol: tcp, port: 8080, localPort: 8081 }
      - name: monitoring
        forwards:
          - { resource: pod, selector: app=prometheus, protocol: tcp, port: 9090, localPort: 9090, alias: prom }
      - name: empty
`),
  ).toEqual({
    source: 'kportal',
    forwards: ['prod-api: production/default svc/api 18080:8080 on 127.0.0.1,::1'],
    left: [
      'httpLog: Not kept for svc/api: Portolan writes no log of requests.',
      'pod/myapp: It takes any pod whose name begins with “myapp”. Add a forward to the service or workload that has them.',
      'prom: It takes pods by their labels (app=prometheus). Add a forward to the service or workload that has them.',
      'healthCheck: Not kept: Portolan notices by itself when a pod is lost.',
      'reliability: Not kept: Portolan watches its connections and tries again by itself.',
      'mdns: Not kept: Portolan announces no .local names. Use the addresses.',
    ],
  });
});

test('what a file of kportal has turned off is not told as lost', () => {
  const { left } = read(`
mdns: { enabled: false }
contexts:
  - name: production
    namespaces:
      - name: default
        forwards:
          - { resource: service/api, port: 8080, localPort: 18080, httpLog: false }
          - { resource: service/web, port: 8080, localPort: 18081, httpLog: { enabled: false, logFile: web.log } }
          - { resource: service/db, port: 5432, localPort: 15432, httpLog: { enabled: true, logFile: db.log } }
`);
  expect(left).toEqual(['httpLog: Not kept for svc/db: Portolan writes no log of requests.']);
});

test.each([
  ['', 'Nothing to import is recognised here.'],
  ['hello', 'Nothing to import is recognised here.'],
  ['[]', 'Nothing to import is recognised here.'],
  ['{"a": ', 'This text is neither JSON, YAML nor kubectl commands: '],
  [
    'kind: Config\napiVersion: v1\nclusters: []\ncontexts: []',
    'This is a kubeconfig, which has clusters but no forwards.',
  ],
  ['portolan: 2\nforwards: []', 'This workspace file is of a version that this Portolan does not know'],
])('%j is refused in a sentence', (text, sentence) => {
  expect(refusal(text)).toContain(sentence);
});

test('aliases that blow up are refused, not carried out', () => {
  const levels = Array.from({ length: 12 }, (_, level) =>
    level === 0
      ? 'a0: &a0 [x, x]'
      : `a${String(level)}: &a${String(level)} [${`*a${String(level - 1)}, `.repeat(9)}x]`,
  );
  expect(refusal(levels.join('\n'))).toContain('Nothing to import is recognised here.');
});
