import { describe } from 'vitest';

import type { ConformanceNamespace } from './conformance-cluster.ts';
import { ConformanceTunnels, type TunnelTransport } from './conformance-tunnels.ts';
import { describeTunnelEndings } from './tunnel-endings-conformance.ts';
import { describeTunnelFrames } from './tunnel-frames-conformance.ts';

export function describeTunnels(given: () => ConformanceNamespace): void {
  // Most tests wait for the second that the node takes to end a stream, so they wait together.
  describe.concurrent.each<TunnelTransport>(['SPDY', 'WebSocket'])('its tunnels over %s', (transport) => {
    const tunnels = new ConformanceTunnels(transport, given);
    describeTunnelFrames(tunnels);
    describeTunnelEndings(tunnels);
  });
}
