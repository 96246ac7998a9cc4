import type { ServiceObject } from '../../kube/kube-objects.ts';
import { type Entrance, entranceOf, hasWebPort, servicesByLabels } from './entry-points.ts';
import { itemsOf, type RouteWorld, type Subject } from '../world.ts';

/** A program that serves Ingresses and their like, as its own manifests and charts install it. */
interface Controller {
  /** What `spec.controller` of its IngressClass is, or begins with before a slash. */
  readonly controller: string;
  /** What its class is called unless somebody renames it. */
  readonly className: string;
  /** Any of these is part of the selector of its service. */
  readonly selectors: readonly Readonly<Record<string, string>>[];
  /** A service that no selector tells: Cilium's has none, Contour's chooses by a label that many have. */
  readonly service?: { readonly namespace: string; readonly name: string };
}

const name = 'app.kubernetes.io/name';
const component = 'app.kubernetes.io/component';

const controllers = {
  ingressNginx: {
    controller: 'k8s.io/ingress-nginx',
    className: 'nginx',
    selectors: [
      { [name]: 'ingress-nginx', [component]: 'controller' },
      { [name]: 'rke2-ingress-nginx', [component]: 'controller' },
      { [name]: 'ingress-nginx', 'app.kubernetes.io/part-of': 'ingress-nginx' },
      { app: 'nginx-ingress', component: 'controller' },
    ],
  },
  nginx: {
    controller: 'nginx.org/ingress-controller',
    className: 'nginx',
    selectors: [{ [name]: 'nginx-ingress' }, { app: 'nginx-ingress' }],
  },
  /** k3s brings it along, with the labels of its chart. */
  traefik: {
    controller: 'traefik.io/ingress-controller',
    className: 'traefik',
    selectors: [{ [name]: 'traefik' }, { app: 'traefik' }],
  },
  haproxyTechnologies: {
    controller: 'haproxy.org/ingress-controller',
    className: 'haproxy',
    selectors: [{ [name]: 'kubernetes-ingress' }, { run: 'haproxy-ingress' }],
  },
  haproxyIngress: {
    controller: 'haproxy-ingress.github.io/controller',
    className: 'haproxy',
    selectors: [{ [name]: 'haproxy-ingress' }, { run: 'haproxy-ingress' }],
  },
  contour: {
    controller: 'projectcontour.io/ingress-controller',
    className: 'contour',
    selectors: [{ [name]: 'contour', [component]: 'envoy' }],
    service: { namespace: 'projectcontour', name: 'envoy' },
  },
  istio: {
    controller: 'istio.io/ingress-controller',
    className: 'istio',
    selectors: [{ istio: 'ingressgateway' }],
  },
  kong: {
    controller: 'ingress-controllers.konghq.com/kong',
    className: 'kong',
    selectors: [
      { [name]: 'kong', [component]: 'app' },
      { [name]: 'gateway', [component]: 'app' },
      { app: 'proxy-kong' },
      { app: 'ingress-kong' },
    ],
  },
  cilium: {
    controller: 'cilium.io/ingress-controller',
    className: 'cilium',
    selectors: [],
    service: { namespace: 'kube-system', name: 'cilium-ingress' },
  },
  /** Its load balancer is none of the cluster's services. */
  alb: { controller: 'ingress.k8s.aws/alb', className: 'alb', selectors: [] },
  /** The same in EKS Auto Mode. */
  eksAlb: { controller: 'eks.amazonaws.com/alb', className: 'alb', selectors: [] },
  openshift: {
    controller: 'openshift.io/ingress-to-route',
    className: 'openshift-default',
    selectors: [{ 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller': 'default' }],
  },
} as const satisfies Readonly<Record<string, Controller>>;

export type KnownController = keyof typeof controllers;

/** What an Ingress says of its controller: `spec.controller` of its class, and what that is called. */
export interface AskedController {
  readonly controller: string | null;
  readonly className: string | null;
}

const all: readonly Controller[] = Object.values(controllers);

/** Where a known controller listens for HTTP or HTTPS from outside. */
export function entranceOfKnown(known: KnownController, subject: Subject, world: RouteWorld): Entrance {
  return entranceOfAny([controllers[known]], subject, world);
}

/** Where the controller of an Ingress listens. */
export function entranceOfController(asked: AskedController, subject: Subject, world: RouteWorld): Entrance {
  return entranceOfAny(
    all.filter((each) => isAsked(each, asked)),
    subject,
    world,
  );
}

/** Whether it is one of these that an Ingress asks for. */
export function asksFor(asked: AskedController, ...some: readonly KnownController[]): boolean {
  return some.some((known) => isAsked(controllers[known], asked));
}

/** By `spec.controller` of a class, or, without such a class, by the name that controllers give to theirs. */
function isAsked({ controller: own, className: usual }: Controller, asked: AskedController): boolean {
  const { controller, className } = asked;
  return controller === null ? className === usual : controller === own || controller.startsWith(`${own}/`);
}

/** Where the services of pods with these labels listen from outside, on whatever port: as Istio's Gateway chooses. */
export function entranceByLabels(
  labels: Readonly<Record<string, string>>,
  subject: Subject,
  world: RouteWorld,
): Entrance {
  return entranceOf(servicesByLabels(itemsOf(world.allServices), labels), subject, world);
}

function entranceOfAny(some: readonly Controller[], subject: Subject, world: RouteWorld): Entrance {
  const services = itemsOf(world.allServices);
  const own = new Set(some.flatMap((each) => servicesOf(each, services)));
  return entranceOf([...own].filter(hasWebPort), subject, world);
}

function servicesOf({ selectors, service }: Controller, services: readonly ServiceObject[]): ServiceObject[] {
  const named = ({ metadata }: ServiceObject) =>
    metadata?.namespace === service?.namespace && metadata?.name === service?.name;
  return [
    ...(service === undefined ? [] : services.filter(named)),
    ...selectors.flatMap((labels) => servicesByLabels(services, labels)),
  ];
}
