import type { ContextInfo } from './catalog.ts';

/** The words by which kubectl finds a context, each in one: its name may begin with "-". Null where no file has it. */
export function kubectlContext(context: string, contexts: readonly ContextInfo[]): string[] | null {
  const info = contexts.find(({ name }) => name === context);
  if (info !== undefined && info.source !== 'kubeconfig') return null;
  const file = info?.kubeconfig ?? null;
  return [`--context=${context}`, ...(file === null ? [] : [`--kubeconfig=${file}`])];
}
