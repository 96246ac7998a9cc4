/** What is wrong with what a person typed or pasted, and how it is written. */
export const input = {
  'input.exposed': 'Other machines could reach this address. Allow it explicitly, or use 127.0.0.1 and ::1.',
  'input.noAddress': 'No address is given. Use 127.0.0.1, or localhost for both loopback addresses.',
  'input.notAddress': ({ text }: { text: string }) =>
    `“${text}” is not an address to listen on. Use an IP address of this computer, such as 127.0.0.1, ::1 or 0.0.0.0, or localhost.`,
  'input.notBalance': ({ text }: { text: string }) =>
    `“${text}” is not a balance. Use sticky, round-robin, least-connections or pod=NAME.`,
  'input.nothingChanged': 'Nothing is changed',
  'input.nothingToBalance':
    'The target is one pod, so there is nothing to balance. Use sticky, or choose a service or workload.',
  'input.notIpAddress': 'not an IP address',
  'input.notLocalPort': ({ text }: { text: string }) =>
    `“${text}” is not a local port. Use a number from 1 to 65535.`,
  'input.notName': ({ text }: { text: string }) =>
    `“${text}” is not a name in Kubernetes. Use small letters, digits, “-” and “.”, beginning and ending with a letter or digit.`,
  'input.notNamespace': ({ text }: { text: string }) =>
    `“${text}” is not a namespace: small letters, digits and “-”, at most 63.`,
  'input.notPort': ({ text }: { text: string }) =>
    `“${text}” is not a port. Use a number from 1 to 65535 or a port name such as http.`,
  'input.notPortPair': ({ text }: { text: string }) =>
    `“${text}” is not a port pair. Write LOCAL:REMOTE, such as 8080:80, 8443:https or :5000.`,
  'input.notRemotePort': ({ text }: { text: string }) =>
    `“${text}” is not a remote port. Use a number from 1 to 65535.`,
  'input.notTarget': ({ text }: { text: string }) =>
    `“${text}” is not a target. Write TYPE/NAME, such as svc/web; the types are pod, svc, deploy, rs, sts, ds and job.`,
  'input.unusable': 'What was entered cannot be used. Correct it and try again.',
  /** `field` is a path in the input, null for the whole of it. */
  'input.unusableField': ({ field, fault }: { field: string | null; fault: string }) =>
    `What was entered cannot be used (${field ?? 'input'}: ${fault}). Correct it and try again.`,
};
