import type { Engine } from '../engine/engine.ts';
import type { CatalogDelta, ContextInfo, DeclaredPort, ServiceRow } from '../shared/catalog.ts';
import { ProblemError } from '../shared/problem.ts';
import type { ListCommand } from './arguments.ts';
import { openEngine } from './open-engine.ts';
import { formatTable } from './table.ts';
import type { Terminal } from './terminal.ts';

/** Prints the contexts, then the services of one namespace and their ports. Throws what the cluster refuses. */
export async function list(command: ListCommand, terminal: Terminal, signal: AbortSignal): Promise<void> {
  await using open = await openEngine(command, (message) => terminal.tell(`warning: ${message}`));
  const { engine, context } = open;
  const namespace = command.namespace ?? context.namespace;
  const contexts = engine.contexts.list();
  if (command.output === 'table') terminal.print(`${contextTable(contexts, context)}\n`);
  const services = await readServices(engine, context.name, namespace, signal);
  if (command.output === 'table') terminal.print(serviceTable(services, context.name, namespace));
  else
    terminal.print(
      JSON.stringify({ contexts, context: context.name, namespace, services: services.map(asJson) }, null, 2),
    );
}

/** The services of a namespace, sorted by name. */
async function readServices(
  engine: Engine,
  context: string,
  namespace: string,
  signal: AbortSignal,
): Promise<ServiceRow[]> {
  const read = Promise.withResolvers<ServiceRow[]>();
  signal.addEventListener('abort', () => read.reject(signal.reason as Error));
  const rows = new Map<string, ServiceRow>();
  const hear = (delta: CatalogDelta) => {
    if (delta.kind !== 'services') return;
    for (const row of delta.upserts) rows.set(row.key, row);
    if (delta.phase === 'live') read.resolve([...rows.values()]);
    if (delta.problem !== null) read.reject(new ProblemError(delta.problem.code, delta.problem.message));
  };
  const catalog = engine.catalogs.open(context, namespace, (deltas) => deltas.forEach(hear));
  try {
    const services = await read.promise;
    return services.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  } finally {
    catalog[Symbol.dispose]();
  }
}

function contextTable(contexts: readonly ContextInfo[], chosen: ContextInfo): string {
  const rows = contexts.map(({ name, server, namespace }) => [
    name === chosen.name ? '*' : '',
    name,
    server,
    namespace,
  ]);
  return formatTable(['CURRENT', 'CONTEXT', 'SERVER', 'NAMESPACE'], rows);
}

function serviceTable(services: readonly ServiceRow[], context: string, namespace: string): string {
  if (services.length === 0) return `There are no services in namespace ${namespace} of context ${context}.`;
  const rows = services.map((service) => [
    service.namespace,
    `svc/${service.name}`,
    service.type,
    service.ports.map(formatPort).join(', ') || service.externalName || '',
  ]);
  return formatTable(['NAMESPACE', 'SERVICE', 'TYPE', 'PORTS'], rows);
}

/** `http 80`, and the protocol where it cannot be forwarded. */
function formatPort({ name, port, protocol }: DeclaredPort): string {
  const suffix = protocol === 'TCP' ? '' : `/${protocol}`;
  return `${name === null ? '' : `${name} `}${String(port)}${suffix}`;
}

function asJson({
  namespace,
  name,
  type,
  ports,
  externalName,
}: ServiceRow): Omit<ServiceRow, 'key' | 'readyPods' | 'totalPods' | 'forwardable'> {
  return { namespace, name, type, ports, externalName };
}
