import { CommandError, runCommand } from '../cluster/command.ts';

export interface KubectlBinary {
  readonly path: string;
  /** Such as `v1.36.3`. */
  readonly version: string;
}

/** The newest of the kubectls that run here; throws when none does. */
export async function newestKubectl(paths: readonly string[]): Promise<KubectlBinary> {
  const found = (await Promise.all(paths.map(identify))).filter((each) => each !== undefined);
  const [newest] = found.toSorted((a, b) => (isNewer(a.version, b.version) ? -1 : 1));
  if (newest === undefined) throw new Error(`No kubectl runs here; tried ${paths.join(', ')}. Install one.`);
  return newest;
}

/** Compares major, minor and patch; what follows them does not count. */
export function isNewer(version: string, than: string): boolean {
  const [numbers, others] = [numbersOf(version), numbersOf(than)];
  const differing = numbers.findIndex((number, index) => number !== (others[index] ?? 0));
  return differing !== -1 && (numbers[differing] ?? 0) > (others[differing] ?? 0);
}

function numbersOf(version: string): readonly number[] {
  return (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number).slice(0, 3);
}

async function identify(path: string): Promise<KubectlBinary | undefined> {
  try {
    const answer = JSON.parse(await runCommand(path, ['version', '--client', '--output=json'])) as {
      readonly clientVersion: { readonly gitVersion: string };
    };
    return { path, version: answer.clientVersion.gitVersion };
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
