import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoCluster } from '../../src-main/demo/demo-cluster.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';
import type { Portolan } from './support/portolan.ts';

function addCluster(portolan: Portolan, name: string, demo: DemoCluster) {
  return portolan.request('cluster.add', {
    kind: 'token',
    name,
    server: demo.server,
    token: demo.token,
    certificateAuthority: certificateOf(demo.kubeconfig),
    insecureSkipTlsVerify: false,
  });
}

/** The PEM of the cluster's certificate, as an administrator would hand it out. */
function certificateOf(kubeconfig: string): string {
  const data = /certificate-authority-data: (\S+)/.exec(kubeconfig)?.[1] ?? '';
  return Buffer.from(data, 'base64').toString();
}

/** The phase that the cluster reaches once something asks for it. */
async function phaseOf(portolan: Portolan, context: string): Promise<string | undefined> {
  const { clusters } = await portolan.snapshot();
  return clusters.find((each) => each.context === context)?.status.phase;
}

async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(
    files.map(async (file) => ((await readFile(file)).includes(text) ? [file] : [])),
  );
  return found.flat();
}

test('the token of an added cluster is in the keychain alone, and works after a restart', async ({
  demo,
  home,
}) => {
  const { token } = demo;
  const name = `edge-${Date.now()}`;
  let context: string;
  {
    await using portolan = await home.launch();
    const added = await addCluster(portolan, name, demo);
    context = String(added.contexts[0]);
    expect(added).toEqual({ contexts: [context], secrets: 'keychain' });
    await portolan.request('catalog.open', { context, namespace: 'shop' });
    await expect.poll(() => phaseOf(portolan, context)).toBe('connected');
    expect((await portolan.snapshot()).notices).toEqual([]);
  }
  expect(await filesWith(home.userData, token)).toEqual([]);

  await using portolan = await home.launch();
  await portolan.request('catalog.open', { context, namespace: 'shop' });
  await expect.poll(() => phaseOf(portolan, context)).toBe('connected');
  await portolan.request('cluster.remove', { context });
  expect((await portolan.snapshot()).contexts.map((each) => each.name)).not.toContain(context);
});

test('without a keychain the token is kept for this run only, and the window says so', async ({
  demo,
  home,
}) => {
  test.skip(
    process.platform !== 'linux',
    "Only on Linux can one program's keychain be taken away; there this runs.",
  );
  const { token } = demo;
  // A session bus that nobody serves.
  const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${home.path}/no-bus` };
  let context: string;
  {
    await using portolan = await home.launch({ env });
    const added = await addCluster(portolan, 'edge', demo);
    context = String(added.contexts[0]);
    expect(added.secrets).toBe('memory');
    await portolan.request('catalog.open', { context, namespace: 'shop' });
    await expect.poll(() => phaseOf(portolan, context)).toBe('connected');
    const { notices } = await portolan.snapshot();
    expect(notices.map(({ problem }) => problem.code)).toEqual(['keychainUnavailable']);
    await expect(portolan.page.getByText(notices[0]?.problem.message ?? 'no notice').first()).toBeVisible();
  }
  expect(await filesWith(home.userData, token)).toEqual([]);
});
