import { list } from './grammar.ts';

/** What is said of the API server's proxy, some of it to a browser: an `object` is called `service web`. */
export const apiProxy = {
  'apiProxy.noEndpoints': ({ object }: { object: string }) =>
    `No ready pod of ${object} has this port. Wait until one is ready, or check the port.`,
  'apiProxy.noWebPort': ({ object }: { object: string }) =>
    `No port of ${object} looks like that of a web server. Name the port.`,
  'apiProxy.pathRefused':
    'A path with “..”, “//”, a backslash or a wrong percent sign is not passed on. Correct the address.',
  'apiProxy.sendAgain': 'The login was renewed while this was sent. Send it again.',
  'apiProxy.severalPorts': ({ object, ports }: { object: string; ports: readonly string[] }) =>
    `Several ports of ${object} may be a web server’s: ${list(ports)}. Name one.`,
  'apiProxy.unreachable': ({ object }: { object: string }) =>
    `The API server cannot connect to ${object}. Check that the application listens on this port.`,
  'apiProxy.unsupported': ({ object }: { object: string }) =>
    `The API server’s proxy leads to services and pods only, not to ${object}. Name a service or pod of it, or use a forward.`,
};
