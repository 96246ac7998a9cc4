import type { PeerCertificate } from 'node:tls';
import { expect, it } from 'vitest';
import { judgeCertificate } from '../../../src-main/engine/net/judge-certificate.ts';

const peer = {
  subject: { CN: 'shop.example.com' },
  issuer: { CN: 'Acme R3', O: 'Acme' },
  subjectaltname: 'DNS:shop.example.com, DNS:*.shop.example.com, IP Address:10.0.0.2',
  valid_from: 'Jan  1 00:00:00 2026 GMT',
  valid_to: 'Dec 31 00:00:00 2026 GMT',
} as PeerCertificate;
const summer = Date.UTC(2026, 6);

function faults(change: Partial<Parameters<typeof judgeCertificate>[0]>): string[] {
  return judgeCertificate({ peer, code: null, name: 'shop.example.com', nowMs: summer, ...change }).faults;
}

it.each<[string, string[], Partial<Parameters<typeof judgeCertificate>[0]>]>([
  ['a good one', [], {}],
  ['one for names below', [], { name: 'a.shop.example.com' }],
  ['one for an address', [], { name: '10.0.0.2' }],
  ['one for another name', ['name'], { name: 'example.com' }],
  ['one for another address', ['name'], { name: '10.0.0.3' }],
  ['an old one', ['expired'], { code: 'CERT_HAS_EXPIRED', nowMs: Date.UTC(2027, 6) }],
  [
    'an old one of which OpenSSL says something else',
    ['expired', 'selfSigned'],
    {
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      nowMs: Date.UTC(2027, 6),
    },
  ],
  ['one with an old authority', ['expired'], { code: 'CERT_HAS_EXPIRED' }],
  ['an early one', ['notYetValid'], { code: 'CERT_NOT_YET_VALID', nowMs: Date.UTC(2025, 6) }],
  ['a stranger', ['untrusted'], { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }],
  ['one with a foreign root', ['untrusted'], { code: 'SELF_SIGNED_CERT_IN_CHAIN' }],
  ['a revoked one', ['invalid'], { code: 'CERT_REVOKED' }],
  ['one whose names cannot be read', ['name'], { peer: { ...peer, subjectaltname: 'DNS:"a' } }],
  [
    'none',
    ['name', 'untrusted'],
    {
      peer: {} as PeerCertificate,
      code: 'UNABLE_TO_GET_ISSUER_CERT',
    },
  ],
])('judges %s: %j', (_, expected, change) => {
  expect(faults(change)).toEqual(expected);
});

it.each<[PeerCertificate, unknown]>([
  [peer, { subject: 'shop.example.com', issuer: 'Acme R3', validTo: Date.UTC(2026, 11, 31) }],
  [
    { ...peer, subject: {}, issuer: { O: 'Acme' } },
    { subject: 'shop.example.com', issuer: 'Acme', validTo: Date.UTC(2026, 11, 31) },
  ],
  [
    {
      ...peer,
      subject: { CN: ['\u001b[31mred\u202e', 'second'] },
      issuer: { CN: 'x'.repeat(1_000) },
      valid_to: 'never',
    },
    { subject: '[31mred', issuer: 'x'.repeat(100), validTo: null },
  ],
  [{} as PeerCertificate, { subject: '', issuer: '', validTo: null }],
])('takes short and plain names from %j', (shown, certificate) => {
  const judged = judgeCertificate({ peer: shown, code: null, name: 'a', nowMs: summer });
  expect(judged.certificate).toEqual(certificate);
});
