import { z } from 'zod';
import { type Layer, ProblemError, type ProblemCode, type ProblemOptions } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';

/**
 * What to do about a refused upgrade: try the `other` transport, fetch new `credentials` and try once more, or
 * `none`, since the answer would be the same (tunnel.md, 9.1).
 */
export type Remedy = 'other' | 'credentials' | 'none';

/** The rights that an upgrade may ask for on `pods/portforward` (tunnel.md, 8). */
export type ForwardVerb = 'create' | 'get';

interface RefusalOptions extends ProblemOptions {
  readonly cause?: unknown;
  readonly retryAfterMs?: number | null;
  readonly missingVerb?: ForwardVerb | null;
}

/** The server did not switch to the tunnel. */
export class UpgradeRefusal extends ProblemError {
  readonly remedy: Remedy;
  /** How long the server asks to be left alone; null where it does not. */
  readonly retryAfterMs: number | null;
  /** The right that was denied, where the server names it. */
  readonly missingVerb: ForwardVerb | null;

  constructor(remedy: Remedy, code: ProblemCode, message: string, options: RefusalOptions = {}) {
    const { retryAfterMs = null, missingVerb = null, ...rest } = options;
    super(code, message, rest);
    this.name = 'UpgradeRefusal';
    this.remedy = remedy;
    this.retryAfterMs = retryAfterMs;
    this.missingVerb = missingVerb;
  }
}

/** An answer other than 101, or a 101 that switches to something else. */
export interface UpgradeAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly location: string | null;
  /** From `Retry-After`; null where the answer has none. */
  readonly retryAfterMs: number | null;
  /** As much of the body as was read. */
  readonly body: string;
}

/** The part of a Kubernetes Status that says what is wrong. */
const KubeStatus = z.object({
  kind: z.literal('Status'),
  message: z.string().default(''),
});

const maxDetail = 500;

/** What an answer means for the user, and what may still be tried. */
export function refusalOf(answer: UpgradeAnswer, pod: PodRef, server: URL): UpgradeRefusal {
  const fromKubernetes = statusMessage(answer);
  const text = fromKubernetes ?? answer.body;
  const detail = `HTTP ${answer.status}: ${(isHtml(answer) ? '(an HTML page)' : text.trim()).slice(0, maxDetail)}`;
  const refuse = (
    remedy: Remedy,
    code: ProblemCode,
    message: string,
    options: RefusalOptions = {},
  ): UpgradeRefusal => new UpgradeRefusal(remedy, code, message, { detail, ...options });
  const outside: Layer = fromKubernetes === null ? 'network' : 'apiServer';

  if (isGone(answer.status, text)) {
    const message = `Pod ${pod.name} no longer runs. The connection goes to the next ready pod.`;
    return refuse('none', 'podGone', message, { layer: answer.status === 404 ? 'apiServer' : 'runtime' });
  }
  if (/does not have a host assigned/.test(text)) {
    return refuse('none', 'noReadyPod', `Pod ${pod.name} has no node yet. Wait until it is scheduled.`);
  }
  if (/unable to negotiate protocol/.test(text)) {
    return refuse('other', 'upgradeRefused', notSpoken(server));
  }
  if (answer.status === 401) {
    const message = `The API server ${server.host} did not accept the credentials. Log in again.`;
    return refuse('credentials', 'unauthorized', message);
  }
  if (answer.status === 403) {
    const missingVerb = verbOf(text);
    return refuse('other', 'forbidden', forbiddenMessage(pod, missingVerb === null ? [] : [missingVerb]), {
      missingVerb,
    });
  }
  if (answer.status === 429 || answer.status === 503) {
    const message = `The API server ${server.host} is too busy to forward. It is tried again.`;
    return refuse('none', 'apiError', message, { retryAfterMs: answer.retryAfterMs });
  }
  if (answer.status >= 300 && answer.status < 400) {
    const target = originOf(answer.location, server);
    const message = `The server ${server.host} redirects to ${target}, which is not followed. Check the server address of the context, or log in to the proxy before it.`;
    return refuse('other', 'upgradeRefused', message, { layer: 'network' });
  }
  if (isHtml(answer)) {
    const message = `A web page answered instead of the API server ${server.host}: a proxy or a login page stands before it. Log in there, or check the server address of the context.`;
    return refuse('other', 'upgradeRefused', message, { layer: 'network' });
  }
  if (/error dialing backend|No agent available/i.test(text)) {
    const message = `The API server cannot reach the node of pod ${pod.name}. Check that the node is up.`;
    return refuse('none', 'apiError', message, { layer: 'kubelet' });
  }
  if (fromKubernetes !== null && answer.status >= 500 && !/upgrade/i.test(text)) {
    return refuse('none', 'apiError', `The API server ${server.host} failed to forward. It is tried again.`);
  }
  return refuse('other', 'upgradeRefused', notSpoken(server), { layer: outside });
}

/** What several ways were refused with, as one problem: the missing rights together, else the answer of the best way. */
export function joinRefusals(refusals: readonly UpgradeRefusal[], pod: PodRef): UpgradeRefusal | undefined {
  const forbidden = refusals.filter(({ problem }) => problem.code === 'forbidden');
  const verbs = new Set(forbidden.flatMap(({ missingVerb }) => missingVerb ?? []));
  if (verbs.size < 2) return forbidden[0] ?? refusals[0];
  const detail = forbidden.map(({ problem }) => problem.detail).join('; ');
  return new UpgradeRefusal('other', 'forbidden', forbiddenMessage(pod, [...verbs]), { detail });
}

/** Nothing that could be an answer came: the connection broke, or stayed silent. */
export function noAnswer(server: URL, cause: Error): UpgradeRefusal {
  const message = `The API server ${server.host} ended the connection instead of forwarding. Check the network and the proxies between.`;
  return new UpgradeRefusal('other', 'apiUnreachable', message, { detail: cause.message, cause });
}

function forbiddenMessage({ name, namespace }: PodRef, verbs: readonly ForwardVerb[]): string {
  const missing = (verbs.length === 0 ? ['create', 'get'] : verbs).map((verb) => `"${verb}"`).join(' and ');
  return `You may not forward ports to pod ${name} in namespace ${namespace}. Ask the cluster's administrator for the right to ${missing} pods/portforward there.`;
}

function verbOf(text: string): ForwardVerb | null {
  const [, verb] = /cannot (create|get) (?:resource "?)?pods\/portforward/.exec(text) ?? [];
  return verb === 'create' || verb === 'get' ? verb : null;
}

function notSpoken(server: URL): string {
  return `The server ${server.host} does not forward ports this way. Check that no proxy before it removes upgrades.`;
}

function isGone(status: number, text: string): boolean {
  if (/sandbox container is not running|pod does not exist|pod not found/.test(text)) return true;
  return status === 404 && /pods? "?.*"? not found/.test(text);
}

function isHtml(answer: UpgradeAnswer): boolean {
  return answer.contentType.includes('html') || /^\s*<(?:!doctype|html)/i.test(answer.body);
}

function statusMessage(answer: UpgradeAnswer): string | null {
  if (!answer.body.trimStart().startsWith('{')) return null;
  try {
    return KubeStatus.parse(JSON.parse(answer.body)).message;
  } catch {
    // Some other JSON: it is judged by its text.
    return null;
  }
}

/** Login redirects carry secrets in their query: only the origin may be shown. */
function originOf(location: string | null, server: URL): string {
  if (location === null || !URL.canParse(location, server.href)) return 'another address';
  return new URL(location, server).origin;
}
