import type { ObjectStore } from '../api/object-store.ts';
import type { IngressGroups } from '../api/resource-types.ts';
import { ingressClassName } from '../apps/ingress-rules.ts';
import type { Container } from '../objects.ts';
import { createService, createWorkload } from './new-objects.ts';

/** Where everything of the controller's is, as with the distributions that bring it along. */
const namespace = 'kube-system';
const name = 'ingress-nginx-controller';
/** By which ingress-nginx's own manifests choose its pods. */
export const controllerLabels = {
  'app.kubernetes.io/name': 'ingress-nginx',
  'app.kubernetes.io/component': 'controller',
};
/** A load balancer's that nobody has, so that only a forward leads to the controller from this computer. */
const loadBalancer = { ingress: [{ ip: '127.20.0.10' }] };

const controller: Container = {
  name: 'controller',
  image: 'demo/ingress-nginx:1.0',
  ports: [
    { name: 'http', containerPort: 80, protocol: 'TCP' },
    { name: 'https', containerPort: 443, protocol: 'TCP' },
  ],
};

export function createIngressController(store: ObjectStore): void {
  createWorkload(store, 'deployments', namespace, name, 1, controller, controllerLabels);
  const ports = ([80, 443] as const).map((port) => {
    const scheme = port === 80 ? 'http' : 'https';
    return { name: scheme, port, targetPort: scheme };
  });
  createService(
    store,
    namespace,
    name,
    { type: 'LoadBalancer', selector: controllerLabels, ports },
    loadBalancer,
  );
}

/** `shop.example.com` for `web`, in the shape of its groups. */
export function createIngress(store: ObjectStore, groups: IngressGroups): void {
  const isOld = groups !== 'today';
  const backend = isOld
    ? { serviceName: 'web', servicePort: 'http' }
    : { service: { name: 'web', port: { name: 'http' } } };
  if (groups !== 'oldest')
    store.create('ingressclasses', {
      metadata: { name: ingressClassName },
      spec: { controller: 'k8s.io/ingress-nginx' },
    });
  store.create('ingresses', {
    metadata: {
      name: 'shop',
      namespace: 'shop',
      ...(isOld && { annotations: { 'kubernetes.io/ingress.class': ingressClassName } }),
    },
    spec: {
      ...(!isOld && { ingressClassName }),
      tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }],
      rules: [
        {
          host: 'shop.example.com',
          http: { paths: [{ path: '/', ...(!isOld && { pathType: 'Prefix' }), backend }] },
        },
      ],
    },
    status: { loadBalancer },
  });
}
