import { z } from 'zod';
import type { KubeClient } from './kube-client.ts';

/** By `GROUP/VERSION`, the plural names of the resources that a cluster serves there. */
export type ServedResources = ReadonlyMap<string, ReadonlySet<string>>;

/** All of it in one answer, since Kubernetes 1.27 (KEP-3352); older ones answer with the list of their groups. */
const aggregated =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

const Aggregated = z.object({
  kind: z.literal('APIGroupDiscoveryList'),
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      versions: z
        .array(
          z.object({
            version: z.string(),
            resources: z.array(z.object({ resource: z.string() })).nullish(),
          }),
        )
        .nullish(),
    }),
  ),
});
const Groups = z.object({
  groups: z.array(
    z.object({ name: z.string(), versions: z.array(z.object({ groupVersion: z.string() })).nullish() }),
  ),
});
const Resources = z.object({ resources: z.array(z.object({ name: z.string() })).nullish() });

/** What a cluster serves of these API groups. Throws what the API refuses. */
export async function readServed(
  client: KubeClient,
  groups: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ServedResources> {
  const answer = await client.json('/apis', signal, aggregated);
  const all = Aggregated.safeParse(answer);
  if (all.success) {
    const named = all.data.items.filter(({ metadata }) => groups.has(metadata.name));
    return new Map(
      named.flatMap(({ metadata, versions }) =>
        (versions ?? []).map(({ version, resources }) => [
          `${metadata.name}/${version}`,
          new Set((resources ?? []).map(({ resource }) => resource)),
        ]),
      ),
    );
  }
  const versions = Groups.parse(answer)
    .groups.filter(({ name }) => groups.has(name))
    .flatMap((group) => (group.versions ?? []).map(({ groupVersion }) => groupVersion));
  const served = versions.map(async (groupVersion) => {
    const { resources } = Resources.parse(await client.json(`/apis/${groupVersion}`, signal));
    return [groupVersion, new Set((resources ?? []).map(({ name }) => name))] as const;
  });
  return new Map(await Promise.all(served));
}
