import type { TargetKind } from '../../target.ts';
import { capital, sentence } from './grammar.ts';

/** Kinds as a sentence names them. */
const kinds: Record<TargetKind, string> = {
  pod: 'pod',
  service: 'service',
  deployment: 'deployment',
  replicaset: 'replica set',
  statefulset: 'stateful set',
  daemonset: 'daemon set',
  job: 'job',
};

/** What an API server answers, and the contexts and objects that are or are not there. */
export const clusters = {
  'api.anonymous': ({ context }: { context: string }) =>
    `The cluster of context “${context}” does not know who you are. Log in, or add credentials to the context.`,
  'api.busy': ({ context }: { context: string }) =>
    `The API server of context “${context}” is busy. Trying again.`,
  'api.error': ({ context, status, reason }: { context: string; status: number; reason: string | null }) =>
    `The API server of context “${context}” answered with an error (${status}).${reason === null ? '' : ` ${sentence(reason)}`}`,
  'api.forbidden': ({
    context,
    verb,
    resource,
    scope,
  }: {
    context: string;
    verb: string;
    resource: string;
    scope: string | null;
  }) => {
    const where = scope === null ? '' : ` ${scope}`;
    return `Context “${context}” may not ${verb} ${resource}${where}. Ask the cluster’s administrator for the right “${verb}” on “${resource}”${where}.`;
  },
  'api.forbiddenOtherwise': ({ context, reason }: { context: string; reason: string | null }) =>
    `Context “${context}” may not do this. Ask the cluster’s administrator for the right.${reason === null ? '' : ` The cluster says: ${sentence(reason)}`}`,
  'api.inAllNamespaces': 'in all namespaces',
  'api.inNamespace': ({ namespace }: { namespace: string }) => `in namespace ${namespace}`,
  'api.notFound': ({ reason }: { reason: string }) => `${sentence(reason)} Check its name and namespace.`,
  'api.notKubernetes': ({ server }: { server: string }) =>
    `${server} answered, but not as a Kubernetes API does. Check the server’s address.`,
  'api.pathUnknown': ({ server, path }: { server: string; path: string }) =>
    `${server} does not know ${path}. Check the server’s address, its path included.`,
  'api.silent': ({ context }: { context: string }) =>
    `The API server of context “${context}” does not answer. Check the network or VPN. Trying again.`,
  'api.speaksHttps': ({ server, context }: { server: string; context: string }) =>
    `${server} speaks https. Correct the server’s address of context “${context}”.`,
  'api.webPage': ({ server }: { server: string }) =>
    `${server} answered with a web page or a redirect instead of the Kubernetes API, perhaps of a login or a proxy. Check the server’s address, and log in if it asks for it.`,
  'cluster.addressInvalid': ({ address }: { address: string }) =>
    `“${address}” is not the address of an API server. Write it with https:// in front, such as https://10.0.0.1:6443.`,
  'cluster.contextGone': ({ context }: { context: string }) =>
    `Context “${context}” is not there any more. Waiting for it to come back; put it back, or choose another.`,
  'cluster.contextMissing': ({ context }: { context: string }) =>
    `There is no context “${context}”. Choose one that your kubeconfig has, or add the cluster.`,
  'cluster.contextNotAdded': ({ context }: { context: string }) =>
    `Context “${context}” was not added in Portolan. Remove it from its kubeconfig instead.`,
  'cluster.contextNotBack': ({ context }: { context: string }) =>
    `Context “${context}” cannot be brought back. Add the cluster again.`,
  'cluster.contextNotInUse': ({ context }: { context: string }) =>
    `Context “${context}” is no longer in use.`,
  'cluster.contextRemoved': ({ context }: { context: string }) =>
    `There is no context “${context}” any more. Choose another.`,
  'cluster.contextUnusable': ({ context }: { context: string }) => `Context “${context}” cannot be used.`,
  /** `deployment web`, for other messages. */
  'cluster.object': ({ kind, name }: { kind: TargetKind; name: string }) => `${kinds[kind]} ${name}`,
  'cluster.objectDeleted': ({ object }: { object: string }) =>
    `${capital(object)} was deleted. Waiting for a new one of that name.`,
  'cluster.objectMissing': ({
    object,
    namespace,
    context,
  }: {
    object: string;
    namespace: string;
    context: string;
  }) =>
    `There is no ${object} in namespace ${namespace} of context “${context}”. Check the name and the namespace.`,
  'cluster.serviceOfOutsideName': ({ service, outside }: { service: string; outside: string }) =>
    `${capital(service)} stands for the outside name ${outside}, not for pods. Connect to that name directly.`,
  'cluster.serviceWithoutSelector': ({ service }: { service: string }) =>
    `${capital(service)} has no selector: it leads to addresses that are not pods, which cannot be forwarded. Choose a pod or another service.`,
  'cluster.workloadScaledToZero': ({ workload }: { workload: string }) =>
    `${capital(workload)} is scaled to 0 pods. Scale it up; Portolan waits for a pod.`,
  'cluster.workloadWithoutSelector': ({ workload }: { workload: string }) =>
    `${capital(workload)} selects no pods. Choose a pod or another workload.`,
};
