import { KubeConfig } from '@kubernetes/client-node';

/** A kubeconfig in which the first context of this one stands under each of these names; the first of them is current. */
export function contextsNamed(kubeconfig: string, names: readonly string[]): string {
  const config = new KubeConfig();
  config.loadFromString(kubeconfig);
  const [context] = config.contexts;
  if (context === undefined) throw new Error('The kubeconfig has no context.');
  config.contexts = names.map((name) => ({ ...context, name }));
  config.currentContext = names[0] ?? '';
  return config.exportConfig();
}
