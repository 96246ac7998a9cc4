import { z } from 'zod';
import { type Message, message } from '../../shared/language/message.ts';
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

  constructor(remedy: Remedy, code: ProblemCode, words: Message, options: RefusalOptions = {}) {
    const { retryAfterMs = null, missingVerb = null, ...rest } = options;
    super(code, words, rest);
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
    words: Message,
    options: RefusalOptions = {},
  ): UpgradeRefusal => new UpgradeRefusal(remedy, code, words, { detail, ...options });
  const { host } = server;
  const outside: Layer = fromKubernetes === null ? 'network' : 'apiServer';

  if (isGone(answer.status, text)) {
    return refuse('none', 'podGone', message('tunnel.podGone', { pod: pod.name }), {
      layer: answer.status === 404 ? 'apiServer' : 'runtime',
    });
  }
  if (/does not have a host assigned/.test(text)) {
    return refuse('none', 'noReadyPod', message('tunnel.podUnscheduled', { pod: pod.name }));
  }
  if (/unable to negotiate protocol/.test(text)) {
    return refuse('other', 'upgradeRefused', notSpoken(server));
  }
  if (answer.status === 401) {
    return refuse('credentials', 'unauthorized', message('tunnel.loginRefused', { server: host }));
  }
  if (answer.status === 403) {
    const missingVerb = verbOf(text);
    return refuse('other', 'forbidden', forbiddenWords(pod, missingVerb === null ? [] : [missingVerb]), {
      missingVerb,
    });
  }
  if (answer.status === 429 || answer.status === 503) {
    return refuse('none', 'apiError', message('tunnel.busy', { server: host }), {
      retryAfterMs: answer.retryAfterMs,
    });
  }
  if (answer.status >= 300 && answer.status < 400) {
    const target = originOf(answer.location, server);
    return refuse('other', 'upgradeRefused', message('tunnel.redirected', { server: host, target }), {
      layer: 'network',
    });
  }
  if (isHtml(answer)) {
    return refuse('other', 'upgradeRefused', message('tunnel.webPage', { server: host }), {
      layer: 'network',
    });
  }
  if (/error dialing backend|No agent available/i.test(text)) {
    return refuse('none', 'apiError', message('tunnel.nodeAway', { pod: pod.name }), { layer: 'kubelet' });
  }
  if (fromKubernetes !== null && answer.status >= 500 && !/upgrade/i.test(text)) {
    return refuse('none', 'apiError', message('tunnel.notForwarded', { server: host }));
  }
  return refuse('other', 'upgradeRefused', notSpoken(server), { layer: outside });
}

/** What several ways were refused with, as one problem: the missing rights together, else the answer of the best way. */
export function joinRefusals(refusals: readonly UpgradeRefusal[], pod: PodRef): UpgradeRefusal | undefined {
  const forbidden = refusals.filter(({ problem }) => problem.code === 'forbidden');
  const verbs = new Set(forbidden.flatMap(({ missingVerb }) => missingVerb ?? []));
  if (verbs.size < 2) return forbidden[0] ?? refusals[0];
  const detail = forbidden.map(({ problem }) => problem.detail).join('; ');
  return new UpgradeRefusal('other', 'forbidden', forbiddenWords(pod, [...verbs]), { detail });
}

/** Nothing that could be an answer came: the connection broke, or stayed silent. */
export function noAnswer(server: URL, cause: Error): UpgradeRefusal {
  const words = message('tunnel.noAnswer', { server: server.host });
  return new UpgradeRefusal('other', 'apiUnreachable', words, { detail: cause.message, cause });
}

function forbiddenWords({ name, namespace }: PodRef, verbs: readonly ForwardVerb[]): Message {
  const missing = verbs.length === 0 ? ['create', 'get'] : verbs;
  return message('tunnel.forbidden', { pod: name, namespace, verbs: missing });
}

function verbOf(text: string): ForwardVerb | null {
  const [, verb] = /cannot (create|get) (?:resource "?)?pods\/portforward/.exec(text) ?? [];
  return verb === 'create' || verb === 'get' ? verb : null;
}

function notSpoken(server: URL): Message {
  return message('tunnel.notSpoken', { server: server.host });
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

/** Login redirects carry secrets in their query: only the origin may be shown. Null where it cannot be read. */
function originOf(location: string | null, server: URL): string | null {
  if (location === null || !URL.canParse(location, server.href)) return null;
  return new URL(location, server).origin;
}
