/** Why something of a text does not become a forward, and what it is called where it has no name. */
export const imports = {
  'import.entry': ({ at }: { at: number }) => `entry ${at}`,
  'import.entryIn': ({ place, at }: { place: string; at: number }) => `${place}: entry ${at}`,
  'import.forwardEntry': ({ at }: { at: number }) => `forward ${at}`,
  'import.kubectlLine': 'a kubectl command',
  'import.otherLine': 'a line without port-forward',

  /** `english`: what zod says. */
  'import.faultChoice': ({ english }: { english: string; choices: readonly string[] }) => english,
  'import.faultOther': ({ english }: { english: string }) => english,
  'import.faultTooBig': ({ english }: { english: string; of: string; most: number }) => english,
  'import.faultTooSmall': ({ english }: { english: string; of: string; least: number }) => english,
  'import.faultType': ({ english }: { english: string; expected: string }) => english,
  'import.faultUnknown': ({ english }: { english: string; fields: readonly string[] }) => english,
  'import.faultSentence': ({ fault }: { fault: string }) => `${fault}.`,
  'import.fieldFault': ({ field, fault }: { field: string; fault: string }) => `${field}: ${fault}`,

  'import.clusterKubeconfigUnused': ({ context }: { context: string }) =>
    `Not kept: the cluster chosen here for “${context}” is used.`,
  'import.forwardsNothing': 'It forwards nothing.',
  'import.healthCheckUnused': 'Not kept: Portolan notices by itself when a pod is lost.',
  'import.hostNameUnused': ({ target }: { target: string }) =>
    `Not kept for ${target}: Portolan writes no names into the hosts file. Use its address.`,
  'import.httpLogUnused': ({ target }: { target: string }) =>
    `Not kept for ${target}: Portolan writes no log of requests.`,
  'import.isKubeconfig':
    'This is a kubeconfig, which has clusters but no forwards. Use “Add cluster” for it.',
  'import.kftrayType': ({ type }: { type: string }) =>
    `It is of type “${type}”, which needs a pod of kftray’s own in the cluster.`,
  'import.kubeconfigUnused': ({ target, context }: { target: string; context: string | null }) =>
    context === null
      ? `Not kept for ${target}: the cluster chosen here is used.`
      : `Not kept for ${target}: the cluster chosen here for “${context}” is used.`,
  'import.loopbackUnused': ({ target, addresses }: { target: string; addresses: readonly string[] }) =>
    `Not kept for ${target}: it listens on ${addresses.join(', ')}.`,
  'import.mdnsUnused': 'Not kept: Portolan announces no .local names. Use the addresses.',
  'import.noHoldTime': ({ hold }: { hold: string }) =>
    `“${hold}” is not a time to hold connections. Use one such as 30s.`,
  'import.noOptionValue': ({ option }: { option: string }) =>
    `${option} has no value. Give it one, or leave it out.`,
  'import.noPort': 'It names no port. kubectl wants [LOCAL:]REMOTE.',
  'import.noRemotePort': 'It names no remote port.',
  'import.noService': 'It names no service.',
  'import.noTarget': 'It names no target. kubectl wants TYPE/NAME.',
  'import.nothingRecognised':
    'Nothing to import is recognised here. Give a portolan.yaml, a kftray or Kube Forwarder export, a kportal file, or kubectl port-forward commands.',
  'import.podsByLabels': ({ labels }: { labels: string | null }) =>
    `It takes pods by their labels (${labels ?? 'none given'}). Add a forward to the service or workload that has them.`,
  'import.podsByName': ({ name }: { name: string }) =>
    `It takes any pod whose name begins with “${name}”. Add a forward to the service or workload that has them.`,
  'import.reliabilityUnused': 'Not kept: Portolan watches its connections and tries again by itself.',
  'import.shellValue':
    'It takes a value from a variable or another command, which only the shell knows. Write the value itself.',
  'import.tcpAlone': 'Kubernetes forwards only TCP ports.',
  'import.unknownOption': ({ option }: { option: string }) =>
    `${option} is not understood here. Add this forward by hand.`,
  'import.unreadable': ({ reason }: { reason: string }) =>
    `This text is neither JSON, YAML nor kubectl commands: ${reason}.`,
  'import.workspaceVersion':
    'This workspace file is of a version that this Portolan does not know, or has no forwards.',
  'import.writtenOtherwise': ({ program }: { program: string }) =>
    `It is not written as ${program} writes it.`,
};
