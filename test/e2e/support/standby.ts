import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { kubeconfigRenamed } from '../../support/kubeconfig-renamed.ts';
import type { Portolan } from './portolan.ts';
import type { TestHome } from './test-home.ts';

/** The app on its home's cluster and on this one, whose context, cluster and user are called `standby` instead of `demo`. */
export async function launchWithStandby(
  home: TestHome,
  standby: { readonly kubeconfig: string },
): Promise<Portolan> {
  const file = join(home.path, 'standby');
  await writeFile(file, kubeconfigRenamed(standby.kubeconfig, 'standby'), { mode: 0o600 });
  return home.launch({ kubeconfig: [home.kubeconfig, file].join(delimiter) });
}
