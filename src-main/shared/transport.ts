import { z } from 'zod';

/**
 * How an API server forwards: direct SPDY, the same inside a WebSocket, or the legacy v4 WebSocket, which carries one
 * connection each and is shown as "compatibility mode".
 */
export const transports = ['spdy', 'websocket', 'v4'] as const;
export const Transport = z.enum(transports);
export type Transport = z.infer<typeof Transport>;
