import { createServer, type Server } from 'node:https';
import { generate } from 'selfsigned';
import { lazily } from '../../shared/lazily.ts';

const dayMs = 86_400_000;

/** One for all of them: it takes a while. */
const certificate = lazily(() =>
  generate([{ name: 'commonName', value: 'ingress.local' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - dayMs),
    notAfterDate: new Date(Date.now() + dayMs),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'ingress.local' }] }],
  }),
);

/**
 * HTTPS as a controller without certificates of its own has it: any name is answered with one that nobody trusts, as soon
 * as that is made.
 */
export function untrustedServer(): Server {
  const server = createServer({ ALPNProtocols: ['http/1.1'] });
  void certificate().then(({ cert, private: key }) => server.setSecureContext({ cert, key }));
  return server;
}
