import { expect, test } from 'vitest';
import type { ApiProxy } from '../../../src-main/shared/api-proxy.ts';
import type { LocalEntry } from '../../../src-main/shared/local-entry.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';
import { servedSites } from '../../../src-renderer/text/served-sites.ts';

const endpoints = [
  { address: '127.0.0.1', port: 40_001 },
  { address: '::1', port: 40_001 },
];
const proxy: ApiProxy = {
  id: '00000000-0000-4000-8000-000000000001',
  target: { context: 'dev', namespace: 'shop', kind: 'service', name: 'web' },
  remote: 'http',
  scheme: 'http',
  endpoints,
  problem: null,
};
const entry: LocalEntry = {
  id: '00000000-0000-4000-8000-000000000002',
  context: 'dev',
  scheme: 'https',
  host: 'shop.example.com',
  port: 8443,
  program: '192.0.2.1 192.0.2.2',
  way: { by: 'network', places: ['192.0.2.1:8443', '192.0.2.2:8443'] },
  endpoints,
  certificate: null,
  problem: null,
};

test('each says what is served where, and by which way', () => {
  expect(servedSites([proxy], [entry])).toMatchObject([
    {
      by: 'proxy',
      name: 'svc/web http',
      address: 'http://localhost:40001',
      place: 'shop · dev',
      words: 'Through the API server.',
      look: { tone: 'ok', word: 'Served locally' },
    },
    {
      by: 'entry',
      name: 'https://shop.example.com:8443',
      place: 'dev',
      words: 'https://shop.example.com:8443 at 192.0.2.1:8443.',
      look: { tone: 'ok' },
    },
  ]);
});

test('what is in the way is said, and a certificate that a browser would refuse', () => {
  const problem = newProblem('noReadyPod', 'No pod is ready. Wait for one.');
  const certificate = {
    certificate: { subject: 'edge', issuer: 'edge', validTo: null },
    faults: ['selfSigned' as const],
  };
  expect(servedSites([{ ...proxy, problem }], [{ ...entry, certificate }])).toMatchObject([
    { words: 'Through the API server. No pod is ready. Wait for one.', look: { tone: 'warn' } },
    {
      words: expect.stringMatching(/Its certificate is self-signed\.$/) as string,
      look: { tone: 'warn', word: 'Certificate not trusted' },
    },
  ]);
});

test('no pod is called to refuse what goes by the network', () => {
  const problem = newProblem('connectionRefused', 'Nothing listens there. Look at it.');
  const way = { by: 'forward', namespace: 'ingress', service: 'edge', port: 443 } as const;
  expect(
    servedSites(
      [],
      [
        { ...entry, problem },
        { ...entry, way, problem },
      ],
    ),
  ).toMatchObject([
    { look: { tone: 'warn', word: 'Refused' } },
    { look: { tone: 'warn', word: 'pod refused' } },
  ]);
});
