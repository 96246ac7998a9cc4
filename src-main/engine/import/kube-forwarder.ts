import { z } from 'zod';
import { parseBindAddresses } from '../../shared/bind-address.ts';
import { message } from '../../shared/language/message.ts';
import { parseTarget } from '../../shared/target.ts';
import { Harvest, unusable } from './harvest.ts';

const Port = z.object({ localPort: z.int(), remotePort: z.int() });
const Service = z.object({
  alias: z.string().nullish(),
  namespace: z.string(),
  workloadType: z.string(),
  workloadName: z.string(),
  localAddress: z.string().nullish(),
  forwards: z.array(Port),
});

/** Kube Forwarder's export (version 2 of its state); the kubeconfig in `config`, or its path, is never read. */
const Export = z.object({
  clusters: z.array(
    z.object({ name: z.string(), config: z.unknown().optional(), _services: z.array(z.unknown()) }),
  ),
});

export function isKubeForwarder(value: unknown): boolean {
  return Export.safeParse(value).success;
}

/** A cluster's name there is what a context is called here. */
export function readKubeForwarder(value: unknown): Harvest {
  const harvest = new Harvest();
  for (const { name: context, config, _services: services } of Export.parse(value).clusters) {
    const before = harvest.forwards.length;
    for (const [index, service] of services.entries()) {
      const { data } = Service.safeParse(service);
      const name =
        data?.alias || data?.workloadName || message('import.entryIn', { place: context, at: index + 1 });
      harvest.take(name, () => {
        if (data === undefined)
          throw unusable(message('import.writtenOtherwise', { program: 'Kube Forwarder' }));
        return {
          label: data.alias || null,
          context,
          namespace: data.namespace,
          target: parseTarget(`${data.workloadType}/${data.workloadName}`),
          ports: data.forwards.map(({ localPort, remotePort }) => ({
            local: localPort === 0 ? { kind: 'auto', last: null } : { kind: 'fixed', port: localPort },
            remote: remotePort,
          })),
          ...(data.localAddress && { addresses: parseBindAddresses(data.localAddress) }),
        };
      });
    }
    if (config && harvest.forwards.length > before) {
      harvest.leave('kubeconfig', message('import.clusterKubeconfigUnused', { context }));
    }
  }
  return harvest;
}
