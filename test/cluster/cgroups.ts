import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { poll } from './poll.ts';

/** Every container's cgroup lies below this one, in each hierarchy. */
export const cgroupName = 'portolan-test';

const mountPoint = '/sys/fs/cgroup';

/** Removes what the containers leave behind: a killed container's cgroups stay, empty. */
export async function removeCgroups(): Promise<void> {
  // The new hierarchy is mounted at the mount point itself, the old ones each in a folder of it.
  const places = [mountPoint, ...readdirSync(mountPoint).map((name) => join(mountPoint, name))];
  const roots = places.map((place) => join(place, cgroupName)).filter((root) => existsSync(root));
  for (const root of roots) {
    // Busy until the kernel has reaped the last killed process.
    const removed = await poll(5_000, () => tryRemove(root));
    if (removed === undefined) throw new Error(`${root} is still in use. End its processes and remove it.`);
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
