import { z } from 'zod';
import { type Message, message } from './language/message.ts';
import type { Route } from './route.ts';

/** What makes this computer distrust a certificate. */
export const CertificateFault = z.enum([
  'name',
  'expired',
  'notYetValid',
  'selfSigned',
  /** Signed by an authority that this computer does not know. */
  'untrusted',
  /** Anything else: revoked, damaged, not for servers, too weak. */
  'invalid',
]);
export type CertificateFault = z.infer<typeof CertificateFault>;

/** What a server's certificate says of itself; names are short, and the server's own words. */
export const ProbedCertificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  /** Milliseconds since the epoch; null where it cannot be read. */
  validTo: z.number().nullable(),
});
export type ProbedCertificate = z.infer<typeof ProbedCertificate>;

/** A server's certificate, and why this computer would refuse it. */
export const JudgedCertificate = z.object({
  certificate: ProbedCertificate,
  /** Each once, in the order of `CertificateFault`; none for a good one. */
  faults: z.array(CertificateFault),
});
export type JudgedCertificate = z.infer<typeof JudgedCertificate>;

/** Until it answered, without the look-up of its name. */
const milliseconds = z.int().min(1);
/** Of the first answer to a request; null where none was sent, or none came. */
const status = z.int().nullable();

const Reachable = z.object({
  result: z.literal('reachable'),
  milliseconds,
  status,
  /** Null without TLS. */
  certificate: ProbedCertificate.nullable(),
});
/** It answers, but a browser warns. */
const WrongCertificate = z.object({
  result: z.literal('wrongCertificate'),
  milliseconds,
  status,
  ...JudgedCertificate.shape,
});
const Refused = z.object({ result: z.literal('refused') });
/** There was no connection in time. */
const TimedOut = z.object({ result: z.literal('timedOut') });
/** This computer has no way there, or its network is down. */
const Unreachable = z.object({ result: z.literal('unreachable') });
/** There was a connection, but not what should be there. */
const NoAnswer = z.object({
  result: z.literal('noAnswer'),
  how: z.enum(['closed', 'silent', 'notTls', 'tlsRefused', 'notHttp', 'notHttp2']),
});

/** What a connection to one place gave. */
export const PlaceProbe = z.discriminatedUnion('result', [
  Reachable,
  WrongCertificate,
  Refused,
  TimedOut,
  Unreachable,
  NoAnswer,
]);
export type PlaceProbe = z.infer<typeof PlaceProbe>;

/** A place of the entry to the cluster, tried in the stead of a name that does not resolve. */
export const EntryProbe = z.object({
  /** `10.0.0.2:443`, `[fd00::2]:80`. */
  place: z.string(),
  /** How the name is told there: by a request's Host header or by TLS; null where nothing tells it. */
  by: z.enum(['Host', 'SNI']).nullable(),
  /** Null where this name does not resolve either. */
  gave: PlaceProbe.nullable(),
});
export type EntryProbe = z.infer<typeof EntryProbe>;

/** What a try to take an address of a route from this computer gave. */
export const ProbeResult = z.discriminatedUnion('result', [
  ...PlaceProbe.options,
  z.object({
    result: z.literal('nameUnresolved'),
    name: z.string(),
    /** Whether it was only not known in time: somebody's DNS is slow, or away. */
    late: z.boolean(),
    /** The place to use instead; null where no entry is known. */
    use: EntryProbe.nullable(),
  }),
  z.object({
    result: z.literal('notProbed'),
    why: z.enum(['connectionless', 'pattern', 'incomplete', 'nodeOnly', 'tooMany']),
  }),
]);
export type ProbeResult = z.infer<typeof ProbeResult>;
type Unresolved = Extract<ProbeResult, { readonly result: 'nameUnresolved' }>;

/** The result for one address of a route. */
export const AddressProbe = z.object({
  /** The route's key. */
  route: z.string(),
  /** Its `addressText`. */
  address: z.string(),
  result: ProbeResult,
  /** The IP addresses that its name resolves to here; none for one that does not, and for what has no name. */
  resolved: z.array(z.string()),
});
export type AddressProbe = z.infer<typeof AddressProbe>;

/** No answer within so long is none, for one address, look-up of its name included. */
export const probeLimitMs = 3_000;
/** A name that is not known within so long is not waited for: time has to be left to try an entry instead. */
export const nameLimitMs = 1_500;

/** What the result means, in a sentence or two. */
export function probeWords(probe: ProbeResult): Message {
  switch (probe.result) {
    case 'reachable':
      return message('probe.reachable', { milliseconds: probe.milliseconds, status: probe.status });
    case 'wrongCertificate':
      return message('probe.wrongCertificate', {
        milliseconds: probe.milliseconds,
        status: probe.status,
        faults: faultWords(probe),
      });
    case 'refused':
      return message('probe.refused');
    case 'timedOut':
      return message('probe.timedOut', { seconds: probeLimitMs / 1_000 });
    case 'unreachable':
      return message('probe.unreachable');
    case 'noAnswer':
      return message(`probe.noAnswer.${probe.how}`);
    case 'nameUnresolved':
      return unresolvedWords(probe);
    case 'notProbed':
      return message(`probe.notProbed.${probe.why}`);
  }
}

/** What is wrong with a certificate, each as what it is. */
export function faultWords({ certificate, faults }: JudgedCertificate): Message[] {
  return faults.map((fault) =>
    fault === 'name'
      ? message('probe.certificate.name', { subject: certificate.subject })
      : message(`probe.certificate.${fault}`),
  );
}

/** What the name resolves to that a service stands for; nothing for other ways in, whose names say where they lead. */
export function resolvedWords({ kind }: Pick<Route, 'kind'>, { resolved }: AddressProbe): Message[] {
  return kind === 'externalName' && resolved.length > 0 ? [message('probe.resolved', { resolved })] : [];
}

/** Whether something answered there as it should, be it with a certificate that this computer distrusts. */
export function hasAnswered(probe: ProbeResult): boolean {
  return probe.result === 'reachable' || probe.result === 'wrongCertificate';
}

function unresolvedWords({ name, late, use }: Unresolved): Message {
  const seconds = late ? nameLimitMs / 1_000 : null;
  if (use === null) return message('probe.nameUnresolved', { name, seconds });
  const { place, by, gave } = use;
  if (gave === null) return message('probe.entryUnresolved', { name, seconds, place });
  const words = { name, seconds, place, gave: probeWords(gave) };
  return hasAnswered(gave) ? message('probe.useEntry', { ...words, by }) : message('probe.entryFails', words);
}
