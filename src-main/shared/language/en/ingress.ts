import { count } from './grammar.ts';

/** What is to be known of an Ingress on the way to a service. `place` is a host with a path. */
export const ingress = {
  'ingress.addressOfController':
    'The Ingress names no address, so these are the ones at which its controller listens.',
  'ingress.classMissing': ({ name }: { name: string }) =>
    `There is no Ingress class ${name}, so controllers may ignore this Ingress. Name one that is there.`,
  'ingress.classesUnread': 'You may not list Ingress classes, so it is not known which controller serves it.',
  /** `older` is null where they are equally old. */
  'ingress.conflict': ({ other, place, older }: { other: string; place: string; older: string | null }) =>
    `Ingress ${other} claims ${place} too${older === null ? '' : `; ${older} is the older one`}. Their controller chooses.`,
  'ingress.conflictServed': ({ other, place, older }: { other: string; place: string; older: string }) =>
    `Ingress ${other} claims ${place} too; ${older} is the older one, which ingress-nginx serves.`,
  'ingress.controllerInside': ({ namespace, service }: { namespace: string; service: string }) =>
    `The Ingress names no address, and the service of its controller, svc/${service} in ${namespace}, is open inside the cluster only. A local entry leads there.`,
  'ingress.defaultBackend': 'It takes whatever no other rule takes.',
  'ingress.defaultClass': ({ name }: { name: string }) =>
    `It names no class; that of the cluster, ${name}, is assumed.`,
  'ingress.insideOnly':
    'The only address that the Ingress names is inside the cluster. A forward to its controller leads there.',
  'ingress.moreIngresses': ({ more }: { more: number }) =>
    `${count(more, 'more Ingress', 'more Ingresses')} ${more === 1 ? 'leads here and is' : 'lead here and are'} not listed.`,
  'ingress.noClass':
    'It names no class, and the cluster has no default one. Name the class of the controller that should serve it.',
  'ingress.noPort': 'Its controller listens nowhere for what the Ingress asks for.',
  'ingress.oddRules': ({ odd }: { odd: number }) =>
    `${count(odd, 'rule')} of it cannot be understood and may lead here as well.`,
  'ingress.plainRedirects': 'Plain HTTP is usually redirected to HTTPS here.',
  /** `port` is null where it names none. */
  'ingress.portMissing': ({
    ingress,
    service,
    port,
  }: {
    ingress: string;
    service: string;
    port: string | number | null;
  }) =>
    port === null
      ? `Ingress ${ingress} names no port of service ${service}.`
      : `Ingress ${ingress} leads to port ${port} of service ${service}, which has no such port.`,
  /** `name` is that of a class. */
  'ingress.withoutAddress': ({ name }: { name: string | null }) =>
    `No controller has given the Ingress an address yet. Check that ${name === null ? 'one' : `that of class ${name}`} runs, or use a forward.`,
};
