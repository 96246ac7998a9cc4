import type { KubeObject, LabelRequirement, LabelSelector, Labels } from '../objects.ts';
import { badRequest } from './status-error.ts';

/** Whether the labels satisfy an object's selector. */
export function matchesSelector(selector: LabelSelector, labels: Labels | undefined): boolean {
  return requirementsOf(selector).every((requirement) => satisfies(requirement, labels ?? {}));
}

/** Whether all of a service's selector labels are there; a service without a selector selects nothing. */
export function matchesLabels(selector: Labels | undefined, labels: Labels | undefined): boolean {
  return selector !== undefined && matchesSelector({ matchLabels: selector }, labels);
}

/** A filter from a request's `labelSelector` and `fieldSelector`. Throws 400 for what cannot be read. */
export function parseSelectors(query: URLSearchParams): (object: KubeObject) => boolean {
  const labels = splitOutsideParentheses(query.get('labelSelector') ?? '').map(parseLabelRequirement);
  const fields = (query.get('fieldSelector') ?? '').split(',').filter(Boolean).map(parseFieldRequirement);
  return (object) =>
    labels.every((requirement) => satisfies(requirement, object.metadata.labels ?? {})) &&
    fields.every((field) => field(object));
}

function requirementsOf({ matchLabels, matchExpressions }: LabelSelector): LabelRequirement[] {
  const equal = Object.entries(matchLabels ?? {}).map(([key, value]): LabelRequirement => ({
    key,
    operator: 'In',
    values: [value],
  }));
  return [...equal, ...(matchExpressions ?? [])];
}

function satisfies({ key, operator, values = [] }: LabelRequirement, labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

function parseLabelRequirement(text: string): LabelRequirement {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
  if (set) {
    const values = (set[3] ?? '').split(',').map((value) => value.trim());
    return { key: set[1] ?? '', operator: set[2] === 'in' ? 'In' : 'NotIn', values };
  }
  const equal = /^([^\s!=]+)\s*(==|=|!=)\s*([^\s=]*)$/.exec(text);
  if (equal)
    return { key: equal[1] ?? '', operator: equal[2] === '!=' ? 'NotIn' : 'In', values: [equal[3] ?? ''] };
  const exists = /^(!?)\s*([^\s!=()]+)$/.exec(text);
  if (exists) return { key: exists[2] ?? '', operator: exists[1] === '!' ? 'DoesNotExist' : 'Exists' };
  throw badRequest(`unable to parse requirement: ${text}`);
}

function splitOutsideParentheses(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter(Boolean);
}

function parseFieldRequirement(text: string): (object: KubeObject) => boolean {
  const parsed = /^([^!=]+)(==|=|!=)(.*)$/.exec(text);
  const [, field = '', operator, expected] = parsed ?? [];
  if (!knownFields.has(field)) throw badRequest(`field label not supported: ${field}`);
  return (object) => (fieldOf(object, field) === expected) === (operator !== '!=');
}

// The real API knows few fields, and which they are depends on the resource; these are those of pods and events.
const knownFields = new Set([
  'metadata.name',
  'metadata.namespace',
  'spec.nodeName',
  'spec.restartPolicy',
  'status.phase',
  'status.podIP',
  'involvedObject.kind',
  'involvedObject.name',
  'involvedObject.namespace',
  'involvedObject.uid',
  'reason',
  'type',
]);

function fieldOf(object: unknown, path: string): string {
  let value = object;
  for (const key of path.split('.'))
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof value === 'string' ? value : '';
}
