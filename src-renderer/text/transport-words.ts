import { compatibilityNote, type Transport } from '../../src-main/shared/transport.ts';
import { said } from '../language.svelte.ts';

/** How a forward's bytes reach the API server, in a few words, and what a person should know of it; '' for nothing. */
export interface TransportWords {
  readonly name: string;
  readonly help: string;
}

const words: Record<Transport, TransportWords> = {
  spdy: { name: 'Tunnel: SPDY', help: '' },
  websocket: { name: 'Tunnel: WebSocket', help: '' },
  v4: {
    name: 'Compatibility mode (v4)',
    get help() {
      return said(compatibilityNote);
    },
  },
};

/** Null while nothing is known. */
export function transportWords(transport: Transport | null): TransportWords | null {
  return transport === null ? null : words[transport];
}
