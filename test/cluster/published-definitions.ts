import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { commandEnvironment, runCommand } from './command.ts';
import type { Kubectl } from './kubectl.ts';
import type { Manifest } from './manifests.ts';
import { poll } from './poll.ts';
import { findToolchain } from './toolchain.ts';

/** A file of a Go module that defines kinds of custom resources. */
export interface PublishedDefinitions {
  /** Its path; `custom-resources/go.mod` says the version. */
  readonly module: string;
  readonly file: string;
  /** `PLURAL.GROUP`; what else the file defines stays away. */
  readonly names: readonly string[];
}

const folder = join(import.meta.dirname, 'custom-resources');

/** Gives a cluster kinds that projects publish with their modules. */
export async function providePublished(
  kubectl: Kubectl,
  sources: readonly PublishedDefinitions[],
): Promise<void> {
  const folders = await downloaded(new Set(sources.map(({ module }) => module)));
  const defined = sources.map(async ({ module, file, names }) => {
    const text = await readFile(join(folders.get(module) ?? '', file), 'utf8');
    const manifests = parseAllDocuments(text).map((document) => document.toJS() as Manifest | null);
    return names.map((name) => {
      const manifest = manifests.find((each) => each?.metadata.name === name);
      if (!manifest) throw new Error(`${file} of ${module} does not define ${name}.`);
      return manifest;
    });
  });
  await provideDefinitions(kubectl, (await Promise.all(defined)).flat());
}

/**
 * Gives a cluster these kinds and waits until it serves them. They stay: a kind that is taken away takes the objects of
 * every test with it.
 */
export async function provideDefinitions(kubectl: Kubectl, definitions: readonly Manifest[]): Promise<void> {
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: definitions });
  // kubectl does not know null as a value of an enumeration, which OpenShift's Route has; the API server does.
  const options = ['--server-side', '--force-conflicts', '--validate=ignore', '--filename=-'];
  await kubectl.run(['apply', ...options], list);
  const names = definitions.map(({ metadata }) => metadata.name);
  const served = await poll(30_000, async () => {
    const answer = await kubectl.run(['api-resources', '--output=name', '--cached=false']);
    const all = new Set(answer.split('\n'));
    return names.every((name) => all.has(name)) || undefined;
  });
  if (served !== true) throw new Error(`After 30 s not all of ${names.join(', ')} are served.`);
}

/** Where Go keeps each module, checked against go.sum. */
async function downloaded(modules: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  const { go } = await findToolchain(folder);
  const answers = await runCommand(go, ['mod', 'download', '-json', ...modules], {
    cwd: folder,
    env: { ...commandEnvironment, GOFLAGS: '-mod=readonly', GOWORK: 'off' },
  });
  // One JSON object behind the other.
  const each = answers
    .trim()
    .split(/(?<=^\})\n/m)
    .map((answer) => JSON.parse(answer) as { readonly Path: string; readonly Dir: string });
  return new Map(each.map(({ Path, Dir }) => [Path, Dir]));
}
