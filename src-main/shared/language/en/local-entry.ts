import { list } from './grammar.ts';

/** What is said of local entries to hosts of Ingresses and Gateways, some of it to a browser: a `place` is `10.0.0.2:443` or `svc/NAME`. */
export const localEntry = {
  'entry.byForward': ({ site, service, namespace }: { site: string; service: string; namespace: string }) =>
    `${site} by a forward to svc/${service} in ${namespace}.`,
  'entry.byNetwork': ({ site, place }: { site: string; place: string }) => `${site} at ${place}.`,
  'entry.certificate': ({ faults }: { faults: readonly string[] }) => `Its certificate is ${list(faults)}.`,
  'entry.closed': ({ place }: { place: string }) =>
    `${place} closed the connection without an answer. Try again, or look at the log of the program that serves it.`,
  'entry.longHeaders': ({ place }: { place: string }) =>
    `${place} answers with headers of more than 64 KiB. Check what the program that serves it sends.`,
  'entry.mayNotForward': ({ namespace, service }: { namespace: string; service: string }) =>
    `You may not forward to svc/${service} in the namespace ${namespace}, which serves it. Ask for the right to create pods/portforward there.`,
  'entry.noHost': ({ host }: { host: string }) =>
    `A local entry serves one host by its name, over HTTP or HTTPS, which ${host} is not. Use a forward.`,
  'entry.noPodInTime': ({ service }: { service: string }) =>
    `No ready pod of ${service} was found in time. Try again, or look at its pods.`,
  'entry.noSuchHost': ({ host, target, hosts }: { host: string; target: string; hosts: readonly string[] }) =>
    `No way in to ${target} has the host ${host}. ${hosts.length === 0 ? 'It has none that a local entry could serve.' : `Its ${hosts.length === 1 ? 'only host is' : 'hosts are'} ${list(hosts)}.`}`,
  'entry.notHttp': ({ place }: { place: string }) =>
    `${place} does not answer as a web server does. Check what listens there.`,
  'entry.refused': ({ place }: { place: string }) =>
    `${place} refuses connections. Check that the program that serves it is running.`,
  'entry.servedByNobody': ({ host }: { host: string }) =>
    `Nothing tells where the program listens that serves ${host}. Use a forward to the service itself.`,
  'entry.silent': ({ place }: { place: string }) =>
    `${place} did not answer in time. Check the network, your VPN and the firewall.`,
  'entry.tlsFailed': ({ place }: { place: string }) =>
    `${place} could not agree on a secure connection. Check the TLS settings of what serves it.`,
};
