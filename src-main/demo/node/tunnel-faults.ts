import { once } from 'node:events';

import type { Faults } from '../faults.ts';
import type { ByteTransport } from '../spdy/byte-transport.ts';

/** A tunnel's bytes on a way that can be cut, or swallow everything. */
export function faultyTransport(inner: ByteTransport, faults: Faults): ByteTransport {
  const limit = faults.cutTunnelsAfterBytes ?? Infinity;
  let passed = 0;
  const pass = async (bytes: number): Promise<boolean> => {
    while (faults.blackHoleTunnels) await once(faults.events, 'blackHole');
    passed += bytes;
    if (passed > limit) inner.destroy();
    return passed <= limit;
  };
  return {
    ...inner,
    chunks: async function* () {
      for await (const chunk of inner.chunks()) if (await pass(chunk.length)) yield chunk;
    },
    write: async (parts) => {
      const bytes = parts.reduce((total, part) => total + part.length, 0);
      // Without a fault the write happens at once: replies keep their order.
      if (!faults.blackHoleTunnels && passed + bytes <= limit) {
        passed += bytes;
        return inner.write(parts);
      }
      if (await pass(bytes)) await inner.write(parts);
    },
  };
}
