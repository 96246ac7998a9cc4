import { list } from './grammar.ts';

/** What goes wrong on the way through the API server to a pod. */
export const tunnel = {
  'tunnel.appRefused': ({ port, pod }: { port: number; pod: string }) =>
    `The application does not listen on port ${port} in pod ${pod}. Check the port, and that the application listens on localhost or on all addresses of the pod.`,
  'tunnel.appReset': ({ port, pod }: { port: number; pod: string }) =>
    `The application on port ${port} in pod ${pod} reset the connection. Look at the log of the pod for the cause.`,
  'tunnel.blocked': ({ pod }: { pod: string }) =>
    `The tunnel to pod ${pod} is blocked. Connect again to use a new one.`,
  'tunnel.busy': ({ server }: { server: string }) =>
    `The API server ${server} is too busy to forward. Trying again.`,
  'tunnel.closed': 'The tunnel was closed. Connect again.',
  'tunnel.cut': ({ port, pod }: { port: number; pod: string }) =>
    `The connection to port ${port} in pod ${pod} was cut. Connect again.`,
  'tunnel.failed': ({ port, pod }: { port: number; pod: string }) =>
    `The connection to port ${port} in pod ${pod} failed. See the details for what the node reported.`,
  'tunnel.forbidden': ({
    pod,
    namespace,
    verbs,
  }: {
    pod: string;
    namespace: string;
    verbs: readonly string[];
  }) =>
    `You may not forward ports to pod ${pod} in namespace ${namespace}. Ask the cluster’s administrator for the right to ${list(verbs.map((verb) => `“${verb}”`))} pods/portforward there.`,
  'tunnel.forwardStopped': 'The forward was stopped. Start it again.',
  'tunnel.full': ({ tunnels }: { tunnels: number }) =>
    `There are ${tunnels} tunnels to this cluster already. New connections share them.`,
  /** `frame` is one of the frames below. */
  'tunnel.invalid': ({ frame }: { frame: string }) =>
    `The server does not speak the port-forward protocol: it sent ${frame}. Connect again.`,
  'tunnel.invalidControl': ({ type, bytes }: { type: number; bytes: number }) =>
    `a control frame of type ${type} with ${bytes} bytes`,
  'tunnel.invalidStream': ({ stream }: { stream: number }) =>
    `data for stream ${stream}, which was never opened`,
  'tunnel.invalidVersion': ({ version }: { version: number }) => `a frame of SPDY version ${version}`,
  'tunnel.lost': 'The connection to the pod was lost. Connect again.',
  'tunnel.lostBecause': ({ reason }: { reason: string }) =>
    `The connection to the pod was lost: ${reason}. Connect again.`,
  'tunnel.loginRefused': ({ server }: { server: string }) =>
    `The API server ${server} did not accept the credentials. Log in again.`,
  'tunnel.noAnswer': ({ server }: { server: string }) =>
    `The API server ${server} ended the connection instead of forwarding. Check the network and the proxies between.`,
  'tunnel.nodeAway': ({ pod }: { pod: string }) =>
    `The API server cannot reach the node of pod ${pod}. Check that the node is up.`,
  'tunnel.notForwarded': ({ server }: { server: string }) =>
    `The API server ${server} failed to forward. Trying again.`,
  'tunnel.notSpoken': ({ server }: { server: string }) =>
    `The server ${server} does not forward ports this way. Check that no proxy before it removes upgrades.`,
  'tunnel.notSpokenByWebSocket': ({ server }: { server: string }) =>
    `The server ${server} does not forward ports by WebSocket. Check that no proxy before it removes upgrades.`,
  'tunnel.podDeleted': ({ pod }: { pod: string }) =>
    `Pod ${pod} was deleted before the connection was over. Connect again.`,
  'tunnel.podGone': ({ pod }: { pod: string }) =>
    `Pod ${pod} no longer runs. The connection goes to the next ready pod.`,
  'tunnel.podRefuses': ({ pod }: { pod: string }) =>
    `Pod ${pod} no longer accepts connections. The connection goes to the next ready pod.`,
  'tunnel.podUnscheduled': ({ pod }: { pod: string }) =>
    `Pod ${pod} has no node yet. Wait until it is scheduled.`,
  /** `target` is an origin; null where it is not known. */
  'tunnel.redirected': ({ server, target }: { server: string; target: string | null }) =>
    `The server ${server} redirects to ${target ?? 'another address'}, which is not followed. Check the server address of the context, or log in to the proxy before it.`,
  'tunnel.serverClosed': 'the API server closed the connection',
  'tunnel.serverReported': ({ text }: { text: string }) => `the API server reported: ${text}`,
  'tunnel.silent': 'The connection to the cluster went silent. Connect again.',
  'tunnel.transportChanged': 'The API server forwards in another way than before. Connect again.',
  'tunnel.webPage': ({ server }: { server: string }) =>
    `A web page answered instead of the API server ${server}: a proxy or a login page stands before it. Log in there, or check the server address of the context.`,
};
