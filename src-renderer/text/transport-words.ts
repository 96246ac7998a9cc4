import type { Transport } from '../../src-main/shared/transport.ts';
import { t } from '../language.svelte.ts';

/** How a forward's bytes reach the API server, in a few words, and what a person should know of it; '' for nothing. */
export interface TransportWords {
  readonly name: string;
  readonly help: string;
}

/** Null while nothing is known. */
export function transportWords(transport: Transport | null): TransportWords | null {
  switch (transport) {
    case null:
      return null;
    case 'spdy':
      return { name: t('details.tunnel', { protocol: 'SPDY' }), help: '' };
    case 'websocket':
      return { name: t('details.tunnel', { protocol: 'WebSocket' }), help: '' };
    case 'v4':
      return { name: t('details.compatibility'), help: t('details.compatibilityNote') };
  }
}
