import { z } from 'zod';
import { message } from './language/message.ts';
import { ProblemError } from './problem.ts';

export const targetKinds = [
  'pod',
  'service',
  'deployment',
  'replicaset',
  'statefulset',
  'daemonset',
  'job',
] as const;
export const TargetKind = z.enum(targetKinds);
export type TargetKind = z.infer<typeof TargetKind>;

/** RFC 1123 subdomain, as Kubernetes demands of the names of pods and most objects. */
const objectName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);

/** What a forward leads to, as the user chose it. It names its own context; `current-context` plays no part. */
export const Target = z.object({
  context: z.string().min(1),
  namespace: z
    .string()
    .max(63)
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/),
  kind: TargetKind,
  name: objectName,
});
export type Target = z.infer<typeof Target>;

const shortKinds: Record<TargetKind, string> = {
  pod: 'pod',
  service: 'svc',
  deployment: 'deploy',
  replicaset: 'rs',
  statefulset: 'sts',
  daemonset: 'ds',
  job: 'job',
};

/** The spellings kubectl takes for each kind: singular, plural, short, and with its API group. */
const kindSpellings = new Map<string, TargetKind>(
  targetKinds.flatMap((kind) =>
    [kind, `${kind}s`, shortKinds[kind], kind === 'pod' ? 'po' : kind].map((word) => [word, kind] as const),
  ),
);

/** `svc/web`, as in tooltips, lists and logs. */
export function formatTarget(target: Pick<Target, 'kind' | 'name'>): string {
  return `${shortKinds[target.kind]}/${target.name}`;
}

/** The same for the same target, only to be compared. */
export function targetKey(target: Target): string {
  return JSON.stringify([target.context, target.namespace, formatTarget(target)]);
}

/**
 * Reads kubectl's `TYPE/NAME`, or a bare `NAME`, which is a pod.
 * Throws `invalidInput` for an unknown type or an impossible name.
 */
export function parseTarget(text: string): Pick<Target, 'kind' | 'name'> {
  const [first, second, ...rest] = text.trim().split('/');
  const [type, name] = second === undefined ? ['pod', first ?? ''] : [first ?? '', second];
  const kind = kindSpellings.get(type.toLowerCase().replace(/\.(apps|batch)$/, ''));
  if (rest.length > 0 || kind === undefined) {
    throw new ProblemError('invalidInput', message('input.notTarget', { text }));
  }
  if (!objectName.safeParse(name).success) {
    throw new ProblemError('invalidInput', message('input.notName', { text: name }));
  }
  return { kind, name };
}
