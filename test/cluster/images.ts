import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuiltFolder } from './binaries.ts';
import { imageArchive } from './image-archive.ts';
import { nodeShare, runInNode } from './node-namespace.ts';
import { folders } from './work-folder.ts';

const ownServerImage = 'portolan.test/server:1';

/** The image of the test pods; a cluster that is not ours (TEST_KUBE_CONTEXT) may have it under another name. */
export const serverImage = process.env['TEST_SERVER_IMAGE'] ?? ownServerImage;

/** The image of every pod's sandbox. */
export const pauseImage = 'portolan.test/pause:1';

const sources = [
  { name: ownServerImage, programPath: 'testserver' },
  { name: pauseImage, programPath: 'pause' },
] as const;

/** Makes the images and gives them to the node's containerd. */
export async function importImages(programs: BuiltFolder): Promise<void> {
  for (const { name, programPath } of sources) {
    const file = `${programPath}.tar`;
    const program = readFileSync(join(programs.folder, programPath));
    writeFileSync(join(folders.share, file), imageArchive({ name, programPath, program }));
    // Local, because the transfer service unpacks only for the snapshotter it was configured with.
    const args = ['--namespace', 'k8s.io', 'images', 'import', '--local', '--snapshotter', 'native'];
    await runInNode('ctr', [...args, `${nodeShare}/${file}`]);
  }
}
