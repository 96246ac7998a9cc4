import { z } from 'zod';
import { ProblemError, type ProblemCode } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';

/**
 * What to do about a refused upgrade: try the `other` transport, fetch new `credentials` and try once more, or
 * `none`, since the answer would be the same (tunnel.md, 9.1).
 */
export type Remedy = 'other' | 'credentials' | 'none';

/** The server did not switch to the tunnel. */
export class UpgradeRefusal extends ProblemError {
  readonly remedy: Remedy;

  constructor(
    remedy: Remedy,
    code: ProblemCode,
    message: string,
    options: { detail?: string; cause?: unknown } = {},
  ) {
    super(code, message, options);
    this.name = 'UpgradeRefusal';
    this.remedy = remedy;
  }
}

/** An answer other than 101, or a 101 that switches to something else. */
export interface UpgradeAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly location: string | null;
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
  const refuse = (remedy: Remedy, code: ProblemCode, message: string): UpgradeRefusal =>
    new UpgradeRefusal(remedy, code, message, { detail });

  if (isGone(answer.status, text)) {
    return refuse(
      'none',
      'podGone',
      `Pod ${pod.name} no longer runs. The connection goes to the next ready pod.`,
    );
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
    const message =
      `You may not forward ports to pod ${pod.name} in namespace ${pod.namespace}. ` +
      'Ask for the right to "create" (and "get") pods/portforward there.';
    return refuse('other', 'forbidden', message);
  }
  if (answer.status === 429 || answer.status === 503) {
    const message = `The API server ${server.host} is too busy to forward. It is tried again.`;
    return refuse('none', 'apiError', message);
  }
  if (answer.status >= 300 && answer.status < 400) {
    const target = originOf(answer.location, server);
    const message = `The server ${server.host} redirects to ${target}, which is not followed. Check the server address of the context, or log in to the proxy before it.`;
    return refuse('other', 'upgradeRefused', message);
  }
  if (isHtml(answer)) {
    const message = `A web page answered instead of the API server ${server.host}: a proxy or a login page stands before it. Log in there, or check the server address of the context.`;
    return refuse('other', 'upgradeRefused', message);
  }
  if (/error dialing backend|No agent available/i.test(text)) {
    const message = `The API server cannot reach the node of pod ${pod.name}. Check that the node is up.`;
    return refuse('none', 'apiError', message);
  }
  if (fromKubernetes !== null && answer.status >= 500 && !/upgrade/i.test(text)) {
    return refuse('none', 'apiError', `The API server ${server.host} failed to forward. It is tried again.`);
  }
  return refuse('other', 'upgradeRefused', notSpoken(server));
}

/** Nothing that could be an answer came: the connection broke, or stayed silent. */
export function noAnswer(server: URL, cause: Error): UpgradeRefusal {
  const message = `The API server ${server.host} ended the connection instead of forwarding. Check the network and the proxies between.`;
  return new UpgradeRefusal('other', 'apiUnreachable', message, { detail: cause.message, cause });
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
