import { createSecureContext, getCACertificates } from 'node:tls';
import { lazily } from '../../shared/lazily.ts';

/** Whom this computer trusts: those of the system, of Node and of NODE_EXTRA_CA_CERTS. The first call takes a tenth of a second. */
export const computerTrust = lazily(() =>
  createSecureContext({
    ca: [...new Set([...getCACertificates('default'), ...getCACertificates('system')])],
  }),
);
