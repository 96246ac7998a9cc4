import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './command.ts';

/** The context of a cluster that is not ours but that the tests may use. */
export const foreignContext = process.env['TEST_KUBE_CONTEXT'] ?? '';

/**
 * Writes a kubeconfig with nothing but that context, as kubectl finds it, and returns its path.
 * The file holds credentials and goes with this process.
 * Tests see the same as with our own cluster: one file, one context, which is the current one.
 */
export async function writeForeignKubeconfig(): Promise<string> {
  const args = ['config', 'view', '--minify', '--flatten', `--context=${foreignContext}`];
  const folder = mkdtempSync(join(tmpdir(), 'portolan-cluster-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const path = join(folder, 'kubeconfig.yaml');
  await writeFile(path, await runCommand('kubectl', args), { mode: 0o600 });
  return path;
}
