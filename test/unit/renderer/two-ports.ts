import { defaultSettings, type Forward } from '../../../src-main/shared/forward.ts';

/** A forward of one port by name, at a number of its own, and of one by number, at any. */
export const twoPorts: Forward = {
  id: '00000000-0000-4000-8000-000000000001',
  label: 'web',
  target: { context: 'dev', namespace: 'shop', kind: 'service', name: 'web' },
  ports: [
    { local: { kind: 'fixed', port: 8080 }, remote: 'http' },
    { local: { kind: 'auto', last: null }, remote: 9090 },
  ],
  addresses: ['127.0.0.1', '::1'],
  ...defaultSettings,
  wanted: true,
  startedAt: null,
};
