import type { Kubectl } from './kubectl.ts';
import type { Manifest } from './manifests.ts';
import { provideDefinitions, providePublished, type PublishedDefinitions } from './published-definitions.ts';

const published: readonly PublishedDefinitions[] = [
  {
    module: 'github.com/traefik/traefik/v3',
    file: 'docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml',
    names: ['ingressroutes.traefik.io', 'ingressroutetcps.traefik.io', 'traefikservices.traefik.io'],
  },
  {
    module: 'github.com/openshift/api',
    file: 'route/v1/route.crd.yaml',
    names: ['routes.route.openshift.io'],
  },
  {
    module: 'github.com/projectcontour/contour',
    file: 'examples/contour/01-crds.yaml',
    names: ['httpproxies.projectcontour.io'],
  },
  {
    module: 'istio.io/api',
    file: 'kubernetes/customresourcedefinitions.gen.yaml',
    names: ['gateways.networking.istio.io', 'virtualservices.networking.istio.io'],
  },
];

/** Gives a cluster the kinds by which Traefik, OpenShift, Contour, Istio and NGINX Inc.'s controller let traffic in. */
export async function provideCustomDefinitions(kubectl: Kubectl): Promise<void> {
  await providePublished(kubectl, published);
  await provideDefinitions(kubectl, [
    nginxDefinition('VirtualServer', 'virtualservers'),
    nginxDefinition('VirtualServerRoute', 'virtualserverroutes'),
  ]);
}

/** No registry has the module of NGINX Inc.'s controller: the kind is theirs, the schema says nothing of what is inside. */
function nginxDefinition(kind: string, plural: string): Manifest {
  const anything = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const schema = { openAPIV3Schema: { type: 'object', properties: { spec: anything, status: anything } } };
  const version = { name: 'v1', served: true, storage: true, schema, subresources: { status: {} } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.k8s.nginx.org` },
    spec: {
      group: 'k8s.nginx.org',
      names: { kind, plural, singular: kind.toLowerCase() },
      scope: 'Namespaced',
      versions: [version],
    },
  };
}
