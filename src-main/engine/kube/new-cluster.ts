import { isAbsolute } from 'node:path';
import type { NewCluster } from '../../shared/api.ts';
import { type Message, message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { NewContext } from './added-clusters.ts';
import { anonymous, type ContextAccess } from './kubeconfig-entry.ts';
import { parseKubeconfig } from './kubeconfig-file.ts';
import { mergeKubeconfigs, serverUrl } from './kubeconfig.ts';

/**
 * The contexts that a pasted kubeconfig, or a server and token, stands for; names that are taken get a number.
 * Throws `invalidInput` or `kubeconfigInvalid` with what to correct.
 */
export function contextsOf(cluster: NewCluster, isTaken: (name: string) => boolean): NewContext[] {
  const found = cluster.kind === 'token' ? [fromToken(cluster)] : fromText(cluster.text);
  const taken = new Set<string>();
  return found.map(({ info, access }) => {
    const name = freeName(info.name, (word) => taken.has(word) || isTaken(word));
    taken.add(name);
    return { info: { ...info, name }, access: { ...access, context: name } };
  });
}

/** `name`, or the first of `name-2`, `name-3` … that is free. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  for (let number = 2; isTaken(free); number++) free = `${name}-${number}`;
  return free;
}

function fromText(text: string): NewContext[] {
  const file = parsePasted(text);
  const merged = mergeKubeconfigs([file], 'added');
  if (merged.length === 0) throw invalid(message('kubeconfig.pastedWithoutContexts'));
  return merged.map(({ info, access }) => {
    const context = info.name;
    if (access === null) {
      throw invalid(info.problem?.words ?? message('cluster.contextUnusable', { context }));
    }
    const path = relativePath(access);
    if (path !== null) throw invalid(message('kubeconfig.pastedRelativePath', { context, path }));
    return { info: { ...info, current: false }, access };
  });
}

function parsePasted(text: string): ReturnType<typeof parseKubeconfig> {
  try {
    return parseKubeconfig(text, { file: null, folder: null, named: message('kubeconfig.pasted') });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { detail = '' } = error.problem;
    const line = /^line (\d+)/.exec(detail)?.[1] ?? '1';
    throw new ProblemError('kubeconfigInvalid', message('kubeconfig.pastedInvalid', { line }), { detail });
  }
}

function relativePath({ cluster, user }: ContextAccess): string | null {
  const command = user.exec?.command ?? null;
  const paths = [
    cluster.caFile,
    user.certFile,
    user.keyFile,
    user.tokenFile,
    // A bare command is looked up on PATH.
    command !== null && /[/\\]/.test(command) ? command : null,
  ];
  return paths.find((path) => path !== null && !isAbsolute(path)) ?? null;
}

function fromToken(form: Extract<NewCluster, { kind: 'token' }>): NewContext {
  const address = form.server.trim();
  if (!/^https?:\/\//i.test(address) || URL.parse(address) === null) {
    throw invalid(message('cluster.addressInvalid', { address: withoutPassword(address) }));
  }
  const token = form.token.trim();
  if (!/^[\x21-\x7e]+$/.test(token)) throw invalid(message('credentials.tokenInvalid'));
  const authority = form.certificateAuthority?.trim() ?? '';
  if (authority !== '' && !/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.test(authority)) {
    throw invalid(message('credentials.authorityNotPem'));
  }
  const cluster = {
    server: address,
    caData: authority === '' ? null : Buffer.from(`${authority}\n`).toString('base64'),
    caFile: null,
    skipTlsVerify: form.insecureSkipTlsVerify,
    tlsServerName: null,
    proxyUrl: null,
    execConfig: null,
  };
  const server = serverUrl(cluster)?.href.replace(/\/$/, '') ?? address;
  return {
    info: {
      name: form.name,
      server,
      user: form.name,
      namespace: 'default',
      source: 'added',
      file: null,
      kubeconfig: null,
      current: false,
      problem: null,
    },
    access: {
      context: form.name,
      source: 'added',
      cluster: { ...cluster, server },
      user: { ...anonymous, token },
    },
  };
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/[^@/]*@/, '//');
}

function invalid(words: Message): ProblemError {
  return new ProblemError('invalidInput', words);
}
