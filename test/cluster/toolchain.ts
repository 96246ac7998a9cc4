import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandError, runCommand } from './command.ts';

export interface Toolchain {
  readonly go: string;
  /** Such as `go1.26.8`. */
  readonly version: string;
}

const wantedMinor = 26;
const remedy = `Install Go 1.${String(wantedMinor)} or newer and put it on PATH.`;

/** The Go that builds the cluster, as it presents itself inside `moduleFolder`. */
export async function findToolchain(moduleFolder: string): Promise<Toolchain> {
  const go = goBinary();
  if (go === undefined) throw new Error(`Go is missing, and the test cluster is built with it. ${remedy}`);
  const version = await versionOf(go, moduleFolder);
  const minor = /^go1\.(\d+)/.exec(version)?.[1];
  if (minor !== undefined && Number(minor) < wantedMinor) {
    throw new Error(`${version} is too old to build the test cluster. ${remedy}`);
  }
  return { go, version };
}

async function versionOf(go: string, moduleFolder: string): Promise<string> {
  try {
    return (await runCommand(go, ['env', 'GOVERSION'], { cwd: moduleFolder })).trim();
  } catch (error) {
    // An old Go refuses the module's `go` line, or fails to fetch the toolchain that the line asks for.
    const reason = error instanceof CommandError ? error.stderr.trim() : String(error);
    throw new Error(`${go} cannot build the test cluster (${reason}). ${remedy}`, { cause: error });
  }
}

function goBinary(): string | undefined {
  // The last one is where Go's own installer puts it, which root's PATH often lacks.
  const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/go/bin'];
  return places
    .filter((place) => place !== '')
    .map((place) => join(place, 'go'))
    .find((path) => existsSync(path));
}
