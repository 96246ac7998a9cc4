import { describe, expect, it } from 'vitest';
import { languages } from '../../../src-main/shared/language/language.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import {
  CertificateFault,
  type EntryProbe,
  hasAnswered,
  type PlaceProbe,
  ProbeResult,
  probeWords,
} from '../../../src-main/shared/probe.ts';

const certificate = { subject: 'ingress.local', issuer: 'Acme', validTo: null };
const reachable = { result: 'reachable', milliseconds: 1_200, status: 200, certificate: null } as const;

function words(result: ProbeResult): string {
  return say('en', probeWords(result));
}

function wrong(...faults: CertificateFault[]): PlaceProbe {
  return { result: 'wrongCertificate', milliseconds: 3, status: null, certificate, faults };
}

function unresolved(use: EntryProbe | null, late = false): ProbeResult {
  return { result: 'nameUnresolved', late, name: 'shop.example.com', use };
}

describe('probeWords', () => {
  it.each<[ProbeResult, string]>([
    [reachable, 'Answers in 1,200 ms (HTTP 200).'],
    [{ ...reachable, milliseconds: 3, status: null }, 'Answers in 3 ms.'],
    [wrong('expired'), 'Answers in 3 ms, but its certificate is expired.'],
    [
      { ...wrong('name', 'selfSigned'), status: 404 } as ProbeResult,
      'Answers in 3 ms (HTTP 404), but its certificate is for another name (ingress.local) and self-signed.',
    ],
    [
      { ...wrong('name'), certificate: { ...certificate, subject: '' } } as ProbeResult,
      'Answers in 3 ms, but its certificate is for another name.',
    ],
    [{ result: 'timedOut' }, 'No answer within 3 s. A firewall may be in the way, or a VPN is missing.'],
    [unresolved(null), 'The name shop.example.com does not resolve here. Check DNS and the VPN.'],
    [
      unresolved({ place: '10.0.0.2:443', by: 'Host', gave: { ...reachable, milliseconds: 3 } }),
      'The name shop.example.com does not resolve here. Use 10.0.0.2:443 with Host shop.example.com. Answers in 3 ms (HTTP 200).',
    ],
    [
      unresolved({ place: '10.0.0.2:5432', by: null, gave: wrong('expired') }),
      'The name shop.example.com does not resolve here. Use 10.0.0.2:5432. Answers in 3 ms, but its certificate is expired.',
    ],
    [
      unresolved({ place: '10.0.0.2:443', by: 'SNI', gave: { result: 'refused' } }),
      'The name shop.example.com does not resolve here, and its entry 10.0.0.2:443 does not serve it. Nothing listens there: the connection was refused.',
    ],
    [
      unresolved(null, true),
      'The name shop.example.com was not resolved here within 1.5 s. Check DNS and the VPN.',
    ],
    [
      unresolved({ place: 'lb.example.com:443', by: 'Host', gave: null }),
      'Neither the name shop.example.com nor its entry lb.example.com:443 resolves here. Check DNS and the VPN.',
    ],
  ])('of %j', (result, sentence) => {
    expect(words(ProbeResult.parse(result))).toBe(sentence);
  });

  it('has a sentence for every result, in every language', () => {
    const [noAnswer, notProbed] = ProbeResult.options.flatMap((option) =>
      option.shape.result.value === 'noAnswer' || option.shape.result.value === 'notProbed' ? [option] : [],
    );
    const reasons = {
      how: noAnswer?.shape && 'how' in noAnswer.shape ? noAnswer.shape.how.options : [],
      why: notProbed?.shape && 'why' in notProbed.shape ? notProbed.shape.why.options : [],
    };
    const results: ProbeResult[] = [
      ...reasons.how.map((how) => ({ result: 'noAnswer', how }) as const),
      ...reasons.why.map((why) => ({ result: 'notProbed', why }) as const),
      ...CertificateFault.options.map((fault) => wrong(fault)),
      { result: 'refused' },
      { result: 'timedOut' },
      { result: 'unreachable' },
    ];
    const said = results.flatMap((result) => languages.map((language) => say(language, probeWords(result))));
    expect([reasons.how.length, reasons.why.length, new Set(said).size]).toEqual([6, 5, said.length]);
    expect(said.filter((sentence) => !/[.。]$/.test(sentence))).toEqual([]);
  });
});

it('a server with a wrong certificate has answered; an entry that did is another address', () => {
  const all: ProbeResult[] = [
    reachable,
    wrong('name'),
    { result: 'refused' },
    { result: 'noAnswer', how: 'closed' },
    unresolved({ place: '10.0.0.2:80', by: 'Host', gave: reachable }),
  ];
  expect(all.map(hasAnswered)).toEqual([true, true, false, false, false]);
});
