import { z } from 'zod';
import { parseTarget } from '../../shared/target.ts';
import { Harvest, unusable, type Wish } from './harvest.ts';

const Entry = z.object({
  resource: z.string(),
  selector: z.string().nullish(),
  protocol: z.string().nullish(),
  port: z.int(),
  localPort: z.int().nullish(),
  alias: z.string().nullish(),
});
type Entry = z.infer<typeof Entry>;

/** kportal's `.kportal.yaml` (read in 0.9). */
const File = z.object({
  contexts: z.array(
    z.object({
      name: z.string(),
      namespaces: z.array(z.object({ name: z.string(), forwards: z.array(z.unknown()).nullish() })).nullish(),
    }),
  ),
});

export function isKportal(value: unknown): boolean {
  return File.safeParse(value).success;
}

export function readKportal(value: unknown): Harvest {
  const harvest = new Harvest();
  for (const { name: context, namespaces } of File.parse(value).contexts) {
    for (const { name: namespace, forwards } of namespaces ?? []) {
      for (const [index, entry] of (forwards ?? []).entries()) {
        const { data } = Entry.safeParse(entry);
        const name = data?.alias || data?.resource || `${context}/${namespace}: entry ${String(index + 1)}`;
        harvest.take(name, () => {
          if (data === undefined) throw unusable('It is not written as kportal writes it.');
          return { context, namespace, ...wishOf(data) };
        });
      }
    }
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
  if (protocol?.toLowerCase() === 'udp') throw unusable('Kubernetes forwards TCP ports alone.');
  if (selector) {
    throw unusable(
      `It takes pods by their labels (${selector}). Add a forward to the service or workload that has them.`,
    );
  }
  const target = parseTarget(resource);
  if (target.kind === 'pod') {
    throw unusable(
      `It takes any pod whose name begins with "${target.name}". Add a forward to the service or workload that has them.`,
    );
  }
  return {
    label: alias || null,
    target,
    ports: [
      { local: localPort ? { kind: 'fixed', port: localPort } : { kind: 'auto', last: null }, remote: port },
    ],
  };
}
