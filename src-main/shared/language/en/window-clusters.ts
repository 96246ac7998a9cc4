import { capital, list } from './grammar.ts';

/** What the sidebar, a cluster's catalogue and the first view say. */
export const windowClusters = {
  /** The lists of the catalogue: `rows` in the sentences below. */
  'catalog.rows.pods': 'pods',
  'catalog.rows.services': 'services',
  'catalog.rows.workloads': 'workloads',
  'catalog.tab': ({ rows }: { rows: string }) => capital(rows),
  'catalog.filter': ({ rows }: { rows: string }) => `Filter ${rows}`,
  'catalog.reading': ({ rows }: { rows: string }) => `Reading ${rows}`,
  'catalog.none': ({ rows, where }: { rows: string; where: string }) => `No ${rows} in ${where}`,
  'catalog.elsewhere': 'Other namespaces may have some.',
  'catalog.noMatch': ({ rows }: { rows: string }) => `None of the ${rows} matches`,
  'catalog.noMatchWhere': ({ where, filter }: { where: string; filter: string }) =>
    `Nothing in ${where} has “${filter}” in its name, ports or status.`,
  'catalog.inNamespace': ({ namespace }: { namespace: string }) => `namespace ${namespace}`,

  'catalog.age': 'Age',
  'catalog.kind': 'Kind',
  'catalog.pod': 'Pod',
  'catalog.podsReady': 'Pods ready',
  'catalog.ports': 'Ports',
  'catalog.portsHint': 'click one to forward it',
  'catalog.restarts': 'Restarts',
  'catalog.service': 'Service',
  'catalog.status': 'Status',
  'catalog.type': 'Type',
  'catalog.workload': 'Workload',
  'catalog.noPods': 'no pods',
  'catalog.notReady': 'Not ready',
  'catalog.readyOf': ({ ready, total }: { ready: number; total: number }) => `${ready} of ${total}`,

  'catalog.copyDescribe': 'Copy kubectl describe',
  'catalog.copyGet': 'Copy kubectl get',
  'catalog.copyLogs': 'Copy kubectl logs -f',
  'catalog.forwardAnother': 'Forward another port…',

  'clusters.connected': 'Connected',
  'clusters.content': ({ context }: { context: string }) => `What is in ${context}`,
  'clusters.failed': 'Failed',
  'clusters.filter': 'Filter clusters',
  'clusters.named': ({ context }: { context: string }) => `Cluster ${context}`,
  'clusters.needsLogin': 'Needs login',
  'clusters.noneMatches': 'No cluster matches',
  'clusters.notConnected': 'Not connected',
  'clusters.unusable': 'Unusable',

  'namespaces.all': 'All namespaces',
  'namespaces.choose': 'Choose a namespace',
  'namespaces.chooseOther': 'Choose another namespace',
  'namespaces.chosen': 'chosen',
  'namespaces.current': ({ namespace }: { namespace: string }) => `Namespace: ${namespace}`,
  'namespaces.find': 'Find or type a namespace',
  'namespaces.list': 'Namespaces',
  'namespaces.use': ({ namespace }: { namespace: string }) => `Use “${namespace}”`,

  'sidebar.active': ({ active }: { active: number }) => `${active} active`,
  'sidebar.activeOf': ({ active, all }: { active: number; all: number }) => `${active} of ${all}`,
  'sidebar.addCluster': 'Add cluster',
  'sidebar.clusters': 'Clusters',
  'sidebar.connectNow': 'Try to connect now',
  'sidebar.copyName': 'Copy name',
  'sidebar.login': 'login',
  'sidebar.open': 'Open',
  'sidebar.parts': 'Forwards and clusters',
  'sidebar.removed': ({ context }: { context: string }) =>
    `${context} was removed. Its forwards stay and need a cluster of that name.`,

  'welcome.noCluster': 'No cluster found',
  'welcome.noClusterHint': ({ files }: { files: readonly string[] }) =>
    `Portolan looked in ${list(files)}. Add a cluster, or look around in the demo, which runs only on this computer.`,
  'welcome.noForward': 'Nothing is forwarded yet',
  'welcome.noForwardHint': 'Open a cluster and click a port: it gets an address on this computer.',

  'window.newForward': 'New forward',
  'window.busy': 'Finish or close what is open first.',
  'window.tryDemo': 'Try the demo cluster',
};
