/** The demo's kubeconfig with its context, cluster and user called this, so that it can stand beside another demo's. */
export function kubeconfigRenamed(kubeconfig: string, name: string): string {
  return kubeconfig.replaceAll(/\bdemo\b/g, name);
}
