import { expect, test } from 'vitest';
import { transports } from '../../../src-main/shared/transport.ts';
import { transportWords } from '../../../src-renderer/text/transport-words.ts';

test('each transport has its name, and only compatibility mode needs a word of help', () => {
  expect([...transports, null].map(transportWords)).toEqual([
    { name: 'Tunnel: SPDY', help: '' },
    { name: 'Tunnel: WebSocket', help: '' },
    {
      name: 'Compatibility mode (v4)',
      help: 'This API server has no tunnels: each connection costs four round trips and a client’s half-close cannot be passed on.',
    },
    null,
  ]);
});
