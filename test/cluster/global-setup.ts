import { startCluster } from './cluster.ts';
import { provideCustomDefinitions } from './custom-definitions.ts';
import { provideGatewayDefinitions } from './gateway-definitions.ts';

/** Before any test: kinds that come while others run cannot be read for a moment, which those would be told. */
export default async function setUp(): Promise<void> {
  const { kubectl } = await startCluster();
  await provideGatewayDefinitions(kubectl);
  await provideCustomDefinitions(kubectl);
}
