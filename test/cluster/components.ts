import {
  apiServerUrl,
  etcdUrl,
  hostAddress,
  nodeAddress,
  nodeName,
  podRange,
  serviceRange,
  serviceRange6,
} from './addresses.ts';
import type { AccountName } from './credentials.ts';
import { cniConfiguration, containerdConfiguration, kubeletConfiguration } from './node-configuration.ts';
import { nodeShare } from './node-namespace.ts';
import type { Network } from './node-namespace.ts';

export type FoundationName = 'etcd' | 'kube-apiserver' | 'containerd';
export type DependentName = 'kube-controller-manager' | 'kube-scheduler' | 'kubelet' | 'kube-proxy';
export type ComponentName = FoundationName | DependentName;

/** A long-running program of the cluster. */
export interface Component<N extends ComponentName = ComponentName> {
  readonly name: N;
  readonly program: string;
  readonly network: Network;
  readonly args: readonly string[];
}

/** Configuration files by their path below `folders.share`. */
export type ConfigurationFiles = Readonly<Record<string, string>>;

const pki = `${nodeShare}/pki`;
const kubeconfig = (account: AccountName): string => `--kubeconfig=${nodeShare}/${account}.yaml`;

/** What the API server needs, and itself; what ends of it stays down until somebody starts it. */
const foundation: readonly Component<FoundationName>[] = [
  {
    name: 'etcd',
    program: 'server',
    network: 'host',
    args: [
      '--data-dir=/var/lib/etcd',
      '--unsafe-no-fsync',
      `--listen-client-urls=${etcdUrl}`,
      `--advertise-client-urls=${etcdUrl}`,
      `--listen-peer-urls=http://${hostAddress}:2380`,
      `--initial-advertise-peer-urls=http://${hostAddress}:2380`,
      `--initial-cluster=default=http://${hostAddress}:2380`,
      '--log-level=warn',
    ],
  },
  {
    name: 'kube-apiserver',
    program: 'kube-apiserver',
    network: 'host',
    args: [
      `--etcd-servers=${etcdUrl}`,
      `--bind-address=${hostAddress}`,
      `--secure-port=${new URL(apiServerUrl).port}`,
      `--advertise-address=${hostAddress}`,
      `--tls-cert-file=${pki}/apiserver.crt`,
      `--tls-private-key-file=${pki}/apiserver.key`,
      `--client-ca-file=${pki}/ca.crt`,
      `--token-auth-file=${nodeShare}/tokens.csv`,
      '--authorization-mode=Node,RBAC',
      // Pods of a namespace made a moment ago are accepted without waiting for its service account.
      '--disable-admission-plugins=ServiceAccount',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${pki}/service-account.pub`,
      `--service-account-signing-key-file=${pki}/service-account.key`,
      `--service-cluster-ip-range=${serviceRange},${serviceRange6}`,
      '--kubelet-preferred-address-types=InternalIP',
      '--endpoint-reconciler-type=none',
      '--allow-privileged',
      '--profiling=false',
    ],
  },
  {
    name: 'containerd',
    program: 'containerd',
    network: 'node',
    args: [`--config=${nodeShare}/containerd.toml`],
  },
];

/** What needs an API server that answers; what ends of it by itself is started again. */
const dependents: readonly Component<DependentName>[] = [
  {
    name: 'kube-controller-manager',
    program: 'kube-controller-manager',
    network: 'host',
    args: [
      kubeconfig('kube-controller-manager'),
      '--leader-elect=false',
      '--secure-port=0',
      `--service-account-private-key-file=${pki}/service-account.key`,
      `--root-ca-file=${pki}/ca.crt`,
      '--allocate-node-cidrs=false',
    ],
  },
  {
    name: 'kube-scheduler',
    program: 'kube-scheduler',
    network: 'host',
    args: [kubeconfig('kube-scheduler'), '--leader-elect=false', '--secure-port=0'],
  },
  {
    name: 'kubelet',
    program: 'kubelet',
    network: 'node',
    args: [
      kubeconfig('kubelet'),
      `--config=${nodeShare}/kubelet-configuration.json`,
      `--node-ip=${nodeAddress}`,
      `--hostname-override=${nodeName}`,
    ],
  },
  {
    name: 'kube-proxy',
    program: 'kube-proxy',
    network: 'node',
    args: [
      kubeconfig('kube-proxy'),
      `--hostname-override=${nodeName}`,
      '--proxy-mode=iptables',
      `--cluster-cidr=${podRange}`,
      '--conntrack-max-per-core=0',
      '--iptables-localhost-nodeports=false',
    ],
  },
];

/** The components in the order in which they start, and their configuration. */
export const recipe = {
  foundation,
  dependents,
  configuration: (cniFolder: string): ConfigurationFiles => ({
    'containerd.toml': containerdConfiguration(cniFolder),
    'cni/10-bridge.conflist': cniConfiguration,
    'kubelet-configuration.json': kubeletConfiguration,
    // The host's own file often points into its /run, which the node does not see.
    'resolv.conf': 'options ndots:1\n',
  }),
} as const;

/** The component of that name. */
export function component(name: ComponentName): Component {
  const found = [...foundation, ...dependents].find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`The test cluster has no component ${name}.`);
  return found;
}

export function isDependent({ name }: Component): boolean {
  return dependents.some((each) => each.name === name);
}
