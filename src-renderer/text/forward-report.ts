import type { Forward } from '../../src-main/shared/forward.ts';
import { localAddress } from '../../src-main/shared/local-address.ts';
import type { SessionState } from '../../src-main/shared/session.ts';
import { formatTarget } from '../../src-main/shared/target.ts';
import type { TimelineEntry } from '../../src-main/shared/timeline.ts';
import { type PortTraffic, totalTraffic } from '../../src-main/shared/traffic.ts';
import { said, t } from '../language.svelte.ts';
import { formatBytes, formatCount } from './format.ts';
import { sessionProblem, summariseSession } from './session-summary.ts';

export interface ReportFacts {
  readonly forward: Forward;
  readonly session: SessionState;
  /** In the order of the forward's `ports`. */
  readonly traffic: readonly PortTraffic[];
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[];
  readonly portolanVersion: string;
  /** Null where it is not known. */
  readonly clusterVersion: string | null;
  /** When it is written, in milliseconds since the epoch. */
  readonly now: number;
}

/** Longer raw causes are cut. */
const detailLimit = 2_000;

/** Everything that is known of a forward as Markdown, in the window's language, to be sent to somebody who helps. */
export function forwardReport(facts: ReportFacts): string {
  const { forward, portolanVersion, clusterVersion, now } = facts;
  const { context, namespace } = forward.target;
  return [
    `# ${t('report.title', { label: forward.label })}`,
    '',
    item(t('editor.target'), `${context} / ${namespace} · ${formatTarget(forward.target)}`),
    item(t('report.addresses'), addresses(facts).join(', ')),
    item(t('forwards.columnState'), state(facts)),
    item(t('editor.cluster'), t('report.kubernetes', { context, version: clusterVersion })),
    item('Portolan', portolanVersion),
    item(t('report.written'), iso(now)),
    '',
    `## ${t('report.traffic')}`,
    '',
    ...traffic(facts),
    '',
    `## ${t('details.whatHappened')}`,
    '',
    ...timeline(facts),
    '',
  ].join('\n');
}

function addresses({ forward, session }: ReportFacts): string[] {
  return forward.ports.map(({ remote }, index) => {
    const local = localAddress(forward, session, index) ?? forward.addresses.join(', ');
    return `${local} → ${String(remote)}`;
  });
}

function state({ session, traffic: ports }: ReportFacts): string {
  const { word } = summariseSession(session, totalTraffic(ports).held);
  if (session.phase === 'active') return t('report.since', { state: word, since: iso(session.since) });
  const problem = sessionProblem(session);
  return problem === null ? word : t('report.named', { name: word, value: said(problem.words) });
}

function traffic({ forward, traffic: ports }: ReportFacts): string[] {
  const each = ports.map((port, index) => item(String(forward.ports[index]?.remote ?? ''), totals(port)));
  return [item(t('report.whole'), totals(totalTraffic(ports))), ...(ports.length > 1 ? each : [])];
}

function totals({ receivedBytes, sentBytes, total, failed, closed }: PortTraffic): string {
  return t('report.totals', {
    received: formatBytes(receivedBytes),
    sent: formatBytes(sentBytes),
    connections: formatCount(total),
    failed: formatCount(failed),
    closed: formatCount(closed),
  });
}

function timeline({ timeline: entries }: ReportFacts): string[] {
  if (entries.length === 0) return [t('report.nothing')];
  return entries.flatMap(({ at, words, problem }) => {
    const line = `- ${iso(at)} ${said(words)}`;
    const detail = problem?.detail;
    return detail === undefined ? [line] : [line, '', ...codeBlock(detail.slice(0, detailLimit)), ''];
  });
}

/** Inside its list item; four spaces more than that make it code, whatever is in it. */
function codeBlock(text: string): string[] {
  return text.split('\n').map((line) => `      ${line}`);
}

function item(name: string, value: string): string {
  return `- ${t('report.named', { name, value })}`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
