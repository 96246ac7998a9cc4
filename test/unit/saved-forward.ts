import { defaultSettings, type Forward } from '../../src-main/shared/forward.ts';

/** A saved forward that is wanted, to a service by a port of its own; a test says what matters to it. */
export function savedForward(changes: Partial<Forward> = {}): Forward {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    label: 'web',
    target: { context: 'dev', namespace: 'shop', kind: 'service', name: 'web' },
    ports: [{ local: { kind: 'fixed', port: 8080 }, remote: 'http' }],
    addresses: ['127.0.0.1'],
    ...defaultSettings,
    wanted: true,
    startedAt: null,
    ...changes,
  };
}
