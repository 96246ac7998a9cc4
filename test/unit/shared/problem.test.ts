import { expect, it } from 'vitest';
import {
  isPermanent,
  needsUser,
  problemCodes,
  ProblemError,
  problemOf,
} from '../../../src-main/shared/problem.ts';

it('a session gives up only where retrying cannot help, and asks where a login can', () => {
  expect({
    givesUp: problemCodes.filter(isPermanent),
    asks: problemCodes.filter((code) => needsUser(code) && !isPermanent(code)),
  }).toEqual({
    givesUp: [
      'portInUse',
      'portDenied',
      'addressUnavailable',
      'forbidden',
      'unsupportedTarget',
      'portNotFound',
      'fileDamaged',
      'fileUnwritable',
      'notFound',
      'invalidInput',
      'internal',
    ],
    asks: [
      'unauthorized',
      'credentialPluginFailed',
      'proxyUnauthorized',
      'tlsFailed',
      'contextMissing',
      'kubeconfigInvalid',
      'targetNotFound',
      'keychainUnavailable',
      'productionUnconfirmed',
    ],
  });
});

it('what is no problem of ours is our own mistake, with its details', () => {
  const known = new ProblemError('portInUse', 'Port 80 is taken.', { detail: 'EADDRINUSE', cause: 1 });
  expect([problemOf(known), problemOf(new TypeError('x is undefined')), problemOf('odd')]).toMatchObject([
    { code: 'portInUse', layer: 'computer', message: 'Port 80 is taken.', detail: 'EADDRINUSE' },
    { code: 'internal', detail: expect.stringContaining('x is undefined') as string },
    { code: 'internal', detail: 'odd' },
  ]);
});
