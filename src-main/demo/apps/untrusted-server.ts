import { createServer, type Server } from 'node:https';
import { createSecureContext } from 'node:tls';
import { generate } from 'selfsigned';
import { lazily } from '../../shared/lazily.ts';

const dayMs = 86_400_000;

/** Made when somebody first asks, which takes a while. */
const context = lazily(async () => {
  const made = await generate([{ name: 'commonName', value: 'ingress.local' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - dayMs),
    notAfterDate: new Date(Date.now() + dayMs),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'ingress.local' }] }],
  });
  return createSecureContext({ cert: made.cert, key: made.private });
});

/** HTTPS as a controller without certificates of its own has it: any name is answered with one that nobody trusts. */
export function untrustedServer(): Server {
  return createServer({
    ALPNProtocols: ['http/1.1'],
    SNICallback: (_name, done) => {
      context().then(
        (made) => done(null, made),
        (error: unknown) => done(error as Error),
      );
    },
  });
}
