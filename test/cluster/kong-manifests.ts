import { type Manifest, pod } from './manifests.ts';

/** By which Kong's chart chooses its controller. */
const controllerLabels = { 'app.kubernetes.io/name': 'kong', 'app.kubernetes.io/component': 'app' };

/** The test server in the controller's place, which serves HTTPS too, by a certificate that nobody trusts. */
export const controllerOptions = { args: ['-https=8443'], labels: { app: 'edge', ...controllerLabels } };

export const controllerPod = pod('edge', controllerOptions);

/** Open nowhere outside. */
export const controllerService: Manifest = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'edge' },
  spec: {
    selector: controllerLabels,
    ports: [
      { name: 'kong-proxy', port: 80, targetPort: 8080 },
      { name: 'kong-proxy-tls', port: 443, targetPort: 8443 },
    ],
  },
};

export function kongClass(name: string): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name },
    spec: { controller: 'ingress-controllers.konghq.com/kong' },
  };
}

/** Leads whole hosts to the port `http` of the service `web`: one with TLS, and perhaps one without. */
export function kongIngress(
  ingressClassName: string,
  { name, host, plain }: { readonly name: string; readonly host: string; readonly plain?: string },
): Manifest {
  const backend = { service: { name: 'web', port: { name: 'http' } } };
  const rules = [host, ...(plain === undefined ? [] : [plain])].map((each) => ({
    host: each,
    http: { paths: [{ path: '/', pathType: 'Prefix', backend }] },
  }));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name },
    spec: { ingressClassName, tls: [{ hosts: [host], secretName: 'edge-tls' }], rules },
  };
}
