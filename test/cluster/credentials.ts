import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { apiServerUrl, hostAddress, nodeName } from './addresses.ts';
import type { BuiltFolder } from './binaries.ts';
import { runCommand } from './command.ts';
import { files, folders } from './work-folder.ts';

interface Account {
  readonly user: string;
  readonly groups: readonly string[];
}

const accounts = {
  admin: { user: 'admin', groups: ['system:masters'] },
  nobody: { user: 'nobody', groups: [] },
  tenant: { user: 'tenant', groups: [] },
  // As administrator, because its controllers would otherwise need a service account each.
  'kube-controller-manager': { user: 'system:kube-controller-manager', groups: ['system:masters'] },
  'kube-scheduler': { user: 'system:kube-scheduler', groups: [] },
  'kube-proxy': { user: 'system:kube-proxy', groups: [] },
  kubelet: { user: `system:node:${nodeName}`, groups: ['system:nodes'] },
} as const satisfies Record<string, Account>;

export type AccountName = keyof typeof accounts;

/**
 * The users of the tests:
 * `admin` and `certificate` (the same rights by client certificate) may do everything, `nobody` nothing,
 * `tenant` may use the namespace `tenant` but not list namespaces.
 */
export type TestUser = 'admin' | 'certificate' | 'nobody' | 'tenant';

const testUsers: readonly TestUser[] = ['admin', 'certificate', 'nobody', 'tenant'];

/** The kubeconfig file of a test user; its only context is called `portolan-test`. */
export function userKubeconfigPath(user: TestUser): string {
  return join(folders.kubeconfigs, `${user}.yaml`);
}

/** Makes certificates, tokens and kubeconfigs for a new cluster. */
export async function writeCredentials(programs: BuiltFolder): Promise<void> {
  const pki = join(folders.share, 'pki');
  await Promise.all([pki, folders.kubeconfigs].map((folder) => mkdir(folder, { recursive: true })));
  await runCommand(join(programs.folder, 'pki'), [pki, hostAddress]);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await writeSecret(join(pki, 'service-account.key'), privateKey);
  await writeSecret(join(pki, 'service-account.pub'), publicKey);

  const lines: string[] = [];
  for (const [name, { user, groups }] of Object.entries(accounts)) {
    const token = randomBytes(24).toString('base64url');
    lines.push(`${token},${user},${user},"${groups.join(',')}"\n`);
    const kubeconfig = kubeconfigOf(user, `token: ${token}`);
    const folder = testUsers.some((testUser) => testUser === name) ? folders.kubeconfigs : folders.share;
    await writeSecret(join(folder, `${name}.yaml`), kubeconfig);
  }
  await writeSecret(join(folders.share, 'tokens.csv'), lines.join(''));

  const inline = (field: string, file: string): string => `${field}: ${base64File(join(pki, file))}`;
  const certificate = `${inline('client-certificate-data', 'admin.crt')}\n      ${inline('client-key-data', 'admin.key')}`;
  await writeSecret(userKubeconfigPath('certificate'), kubeconfigOf('certificate-admin', certificate));
}

function kubeconfigOf(user: string, credential: string): string {
  return `apiVersion: v1
kind: Config
clusters:
  - name: portolan-test
    cluster:
      server: ${apiServerUrl}
      certificate-authority-data: ${base64File(files.certificateAuthority)}
users:
  - name: ${user}
    user:
      ${credential}
contexts:
  - name: portolan-test
    context:
      cluster: portolan-test
      user: ${user}
current-context: portolan-test
`;
}

function base64File(path: string): string {
  return readFileSync(path).toString('base64');
}

async function writeSecret(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
}
