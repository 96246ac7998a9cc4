import type { NodeObject, ServiceObject } from '../../kube/kube-objects.ts';
import { itemsOf, type RouteWorld } from '../world.ts';

/** What `spec.loadBalancerClass` begins with, as each implementation documents it. */
const classes: readonly (readonly [string, string])[] = [
  ['service.k8s.aws/', 'AWS'],
  ['eks.amazonaws.com/', 'AWS'],
  ['networking.gke.io/', 'GCP'],
  ['metallb', 'MetalLB'],
  ['kube-vip.io/', 'kube-vip'],
  ['lb.kubesphere.io/', 'OpenELB'],
  ['io.cilium/', 'Cilium'],
  ['tailscale', 'Tailscale'],
];

/** Marks that implementations leave on services that are theirs. */
const marks = [
  ['metallb.io/ip-allocated-from-pool', 'MetalLB'],
  ['metallb.universe.tf/ip-allocated-from-pool', 'MetalLB'],
  ['lb.kubesphere.io/v1alpha1', 'OpenELB'],
  ['kube-vip.io/loadbalancerIPs', 'kube-vip'],
  ['kube-vip.io/vipHost', 'kube-vip'],
] as const;

/** Domains of the host names that clouds give to their load balancers. */
const domains: readonly (readonly [RegExp, string])[] = [
  [/\.elb(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/, 'AWS'],
  [/\.cloudapp\.azure\.com$/, 'Azure'],
  [/\.ts\.net$/, 'Tailscale'],
];

/** How nodes name who runs them, in `spec.providerID`, where that one also runs a load balancer. */
const providers: Readonly<Record<string, string>> = {
  aws: 'AWS',
  azure: 'Azure',
  digitalocean: 'DigitalOcean',
  gce: 'GCP',
  hcloud: 'Hetzner',
  ibm: 'IBM',
  k3s: 'k3s ServiceLB',
  linode: 'Linode',
  openstack: 'OpenStack',
  scaleway: 'Scaleway',
};

/** Who gives a service's load balancer its address: what it says itself counts before what its nodes make likely; null for unknown. */
export function balancerOf({ metadata, spec, status }: ServiceObject, world: RouteWorld): string | null {
  const { loadBalancerClass } = spec ?? {};
  if (loadBalancerClass)
    return classes.find(([start]) => loadBalancerClass.startsWith(start))?.[1] ?? loadBalancerClass;
  const mark = marks.find(([annotation]) => metadata?.annotations?.[annotation] !== undefined);
  if (mark !== undefined) return mark[1];
  const hosts = (status?.loadBalancer?.ingress ?? []).flatMap(({ hostname }) => hostname ?? []);
  const domain = domains.find(([pattern]) => hosts.some((host) => pattern.test(host)));
  return domain?.[1] ?? itemsOf(world.nodes).map(providerOf).find(Boolean) ?? null;
}

function providerOf({ spec }: NodeObject): string | undefined {
  const provider = spec?.providerID?.split(':')[0] ?? '';
  return Object.hasOwn(providers, provider) ? providers[provider] : undefined;
}
