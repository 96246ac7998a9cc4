import { z } from 'zod';
import { message } from '../../shared/language/message.ts';
import { formatTarget, parseTarget } from '../../shared/target.ts';
import { Harvest, unusable, type Wish } from './harvest.ts';

const Entry = z.object({
  resource: z.string(),
  selector: z.string().nullish(),
  protocol: z.string().nullish(),
  port: z.int(),
  localPort: z.int().nullish(),
  alias: z.string().nullish(),
  httpLog: z.unknown().optional(),
});
type Entry = z.infer<typeof Entry>;

/** kportal's `.kportal.yaml` (read in 0.9). */
const File = z.looseObject({
  contexts: z.array(
    z.object({
      name: z.string(),
      namespaces: z.array(z.object({ name: z.string(), forwards: z.array(z.unknown()).nullish() })).nullish(),
    }),
  ),
});

/** What the file sets for all of its forwards, and why none has a place for it. */
const unused = [
  ['healthCheck', 'import.healthCheckUnused'],
  ['reliability', 'import.reliabilityUnused'],
  ['mdns', 'import.mdnsUnused'],
] as const;

export function isKportal(value: unknown): boolean {
  return File.safeParse(value).success;
}

export function readKportal(value: unknown): Harvest {
  const harvest = new Harvest();
  const file = File.parse(value);
  for (const { name: context, namespaces } of file.contexts) {
    for (const { name: namespace, forwards } of namespaces ?? []) {
      for (const [index, entry] of (forwards ?? []).entries()) {
        const { data } = Entry.safeParse(entry);
        const place = `${context}/${namespace}`;
        const name = data?.alias || data?.resource || message('import.entryIn', { place, at: index + 1 });
        const forward = harvest.take(name, () => {
          if (data === undefined) throw unusable(message('import.writtenOtherwise', { program: 'kportal' }));
          return { context, namespace, ...wishOf(data) };
        });
        if (forward === null || !isOn(data?.httpLog)) continue;
        harvest.leave('httpLog', message('import.httpLogUnused', { target: formatTarget(forward.target) }));
      }
    }
  }
  if (harvest.forwards.length === 0) return harvest;
  for (const [key, why] of unused) {
    if (isOn(file[key])) harvest.leave(key, message(why));
  }
  return harvest;
}

function wishOf({
  resource,
  selector,
  protocol,
  port,
  localPort,
  alias,
}: Entry): Omit<Wish, 'context' | 'namespace'> {
  if (protocol?.toLowerCase() === 'udp') throw unusable(message('import.tcpAlone'));
  if (selector) throw unusable(message('import.podsByLabels', { labels: selector }));
  const target = parseTarget(resource);
  if (target.kind === 'pod') throw unusable(message('import.podsByName', { name: target.name }));
  return {
    label: alias || null,
    target,
    ports: [
      { local: localPort ? { kind: 'fixed', port: localPort } : { kind: 'auto', last: null }, remote: port },
    ],
  };
}

/** An option that is there and not turned off, be it `true` or with options of its own. */
function isOn(option: unknown): boolean {
  return Boolean(option) && !z.object({ enabled: z.literal(false) }).safeParse(option).success;
}
