import { z } from 'zod';
import { message } from './language/message.ts';

/**
 * How an API server forwards: direct SPDY, the same inside a WebSocket, or the legacy v4 WebSocket, which carries one
 * connection each and is shown as "compatibility mode".
 */
export const transports = ['spdy', 'websocket', 'v4'] as const;
export const Transport = z.enum(transports);
export type Transport = z.infer<typeof Transport>;

/** What a person should know of compatibility mode. */
export const compatibilityNote = message('tunnel.compatibilityNote');
