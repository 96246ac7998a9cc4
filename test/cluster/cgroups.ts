import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { poll } from './poll.ts';
import { folders } from './work-folder.ts';

const mountPoint = '/sys/fs/cgroup';

/** containerd names the cgroup of a container after its own namespace for Kubernetes and the container's id. */
const parentName = 'k8s.io';
const containerFolder = join(folders.varLib, 'containerd/io.containerd.runtime.v2.task', parentName);

/**
 * Removes the cgroups of the containers that were killed with the node; the kernel leaves them, empty.
 * Has to be called before the node's state is removed, which is where the ids of the containers are.
 */
export async function removeCgroups(): Promise<void> {
  if (!existsSync(containerFolder)) return;
  // The new hierarchy is mounted at the mount point itself, the old ones each in a folder of it.
  const hierarchies = [mountPoint, ...readdirSync(mountPoint).map((name) => join(mountPoint, name))];
  const ids = readdirSync(containerFolder);
  for (const parent of hierarchies.map((folder) => join(folder, parentName)).filter(existsSync)) {
    for (const folder of ids.map((id) => join(parent, id)).filter(existsSync)) {
      // Busy until the kernel has reaped the last killed process.
      const removed = await poll(5_000, () => tryRemove(folder));
      if (removed === undefined)
        throw new Error(`${folder} is still in use. End its processes and remove it.`);
    }
    // Another containerd of this machine may have cgroups of its own here.
    if (readdirSync(parent, { withFileTypes: true }).every((entry) => !entry.isDirectory()))
      rmdirSync(parent);
  }
}

function tryRemove(folder: string): true | undefined {
  try {
    removeTree(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EBUSY') return undefined;
    throw error;
  }
}

/** Only folders can be removed in a cgroup file system; its files go with them. */
function removeTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeTree(join(folder, entry.name));
  }
  rmdirSync(folder);
}
