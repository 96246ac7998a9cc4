import { list, number } from './grammar.ts';

/** What a try to take a way in from this computer gave: a result, and what to do where something can be done. */
export const waysProbe = {
  'probe.certificate.expired': 'expired',
  'probe.certificate.invalid': 'not fit for a server',
  /** `subject` is the name that the certificate gives itself. */
  'probe.certificate.name': ({ subject }: { subject: string }) =>
    `for another name${subject === '' ? '' : ` (${subject})`}`,
  'probe.certificate.notYetValid': 'not valid yet',
  'probe.certificate.selfSigned': 'self-signed',
  'probe.certificate.untrusted': 'signed by an authority unknown here',
  'probe.entryFails': ({
    name,
    seconds,
    place,
    gave,
  }: {
    name: string;
    seconds: number | null;
    place: string;
    gave: string;
  }) => `${unresolved(name, seconds)}, and its entry ${place} does not serve it. ${gave}`,
  'probe.entryUnresolved': ({
    name,
    seconds,
    place,
  }: {
    name: string;
    seconds: number | null;
    place: string;
  }) =>
    `Neither the name ${name} nor its entry ${place} ${seconds === null ? 'resolves here' : `was resolved here within ${number(seconds)} s`}. Check DNS and the VPN.`,
  'probe.nameUnresolved': ({ name, seconds }: { name: string; seconds: number | null }) =>
    `${unresolved(name, seconds)}. Check DNS and the VPN.`,
  'probe.noAnswer.closed': 'It takes connections and closes them at once: nothing behind it serves.',
  'probe.noAnswer.notHttp': 'It answers, but not in HTTP.',
  'probe.noAnswer.notHttp2': 'It answers, but not in HTTP/2, which gRPC needs.',
  'probe.noAnswer.notTls': 'It answers, but not in TLS.',
  'probe.noAnswer.silent': 'It takes connections and stays silent.',
  'probe.noAnswer.tlsRefused':
    'It refuses the TLS connection: it may want a client certificate, or does not know the name.',
  'probe.notProbed.connectionless': 'Not tried: without a protocol’s own words, UDP and SCTP do not answer.',
  'probe.notProbed.incomplete': 'Not tried: this is not a whole address.',
  'probe.notProbed.nodeOnly': 'Not tried: from here this address is this computer.',
  'probe.notProbed.pattern': 'Not tried: it stands for many addresses.',
  'probe.notProbed.tooMany': 'Not tried: enough others were.',
  'probe.reachable': ({ milliseconds, status }: { milliseconds: number; status: number | null }) =>
    `${answers(milliseconds, status)}.`,
  'probe.refused': 'Nothing listens there: the connection was refused.',
  'probe.resolved': ({ resolved }: { resolved: readonly string[] }) =>
    `It resolves to ${list(resolved)} here.`,
  'probe.timedOut': ({ seconds }: { seconds: number }) =>
    `No answer within ${seconds} s. A firewall may be in the way, or a VPN is missing.`,
  'probe.unreachable': 'This computer has no way there. Check the network or VPN.',
  /** `place` answers to that name, told by `by`: by a request's Host header or by TLS. */
  'probe.useEntry': ({
    name,
    seconds,
    place,
    by,
    gave,
  }: {
    name: string;
    seconds: number | null;
    place: string;
    by: string | null;
    gave: string;
  }) => `${unresolved(name, seconds)}. Use ${place}${by === null ? '' : ` with ${by} ${name}`}. ${gave}`,
  'probe.wrongCertificate': ({
    milliseconds,
    status,
    faults,
  }: {
    milliseconds: number;
    status: number | null;
    faults: readonly string[];
  }) => `${answers(milliseconds, status)}, but its certificate is ${list(faults)}.`,
};

function answers(milliseconds: number, status: number | null): string {
  return `Answers in ${number(milliseconds)} ms${status === null ? '' : ` (HTTP ${status})`}`;
}

/** `seconds` is for how long that was waited for; null where the answer was that it has no address. */
function unresolved(name: string, seconds: number | null): string {
  return seconds === null
    ? `The name ${name} does not resolve here`
    : `The name ${name} was not resolved here within ${number(seconds)} s`;
}
