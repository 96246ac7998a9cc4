import type { Kubectl } from './kubectl.ts';
import { providePublished } from './published-definitions.ts';

/** What the tests make objects of. */
const plurals = [
  'gatewayclasses',
  'gateways',
  'grpcroutes',
  'httproutes',
  'listenersets',
  'referencegrants',
  'tcproutes',
  'tlsroutes',
];

/** Gives a cluster the kinds of the Gateway API. */
export async function provideGatewayDefinitions(kubectl: Kubectl): Promise<void> {
  const group = 'gateway.networking.k8s.io';
  const sources = plurals.map((plural) => ({
    module: 'sigs.k8s.io/gateway-api',
    file: `config/crd/standard/${group}_${plural}.yaml`,
    names: [`${plural}.${group}`],
  }));
  await providePublished(kubectl, sources);
}
