import { readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { parse, stringify } from 'yaml';
import type { Endpoint } from '../../src-main/shared/session.ts';

interface Kubeconfig {
  readonly clusters: readonly { cluster: { server: string; 'tls-server-name'?: string } }[];
}

/** Where the kubeconfig's only cluster answers. */
export async function apiEndpoint(kubeconfigPath: string): Promise<Endpoint> {
  const url = new URL((await readCluster(kubeconfigPath)).server);
  return { address: url.hostname, port: url.port === '' ? 443 : Number(url.port) };
}

/** Writes the same kubeconfig with the API server behind a proxy on this computer. */
export async function writeProxiedKubeconfig(from: string, to: string, proxy: Endpoint): Promise<void> {
  const kubeconfig = parse(await readFile(from, 'utf8')) as Kubeconfig;
  for (const { cluster } of kubeconfig.clusters) {
    const url = new URL(cluster.server);
    // The certificate stays the one of the API server. An address is never asked for by name.
    if (isIP(url.hostname) === 0) cluster['tls-server-name'] ??= url.hostname;
    url.host = `${proxy.address}:${proxy.port}`;
    cluster.server = url.href;
  }
  await writeFile(to, stringify(kubeconfig), { mode: 0o600 });
}

async function readCluster(path: string): Promise<{ readonly server: string }> {
  const [first] = (parse(await readFile(path, 'utf8')) as Kubeconfig).clusters;
  if (first === undefined) throw new Error(`${path} names no cluster.`);
  return first.cluster;
}
