import { expect, it } from 'vitest';
import { entryFault } from '../../../src-main/engine/entry/entry-fault.ts';

const way = { by: 'network' as const, places: ['10.0.0.2:443'] };

it.each([
  ['ECONNREFUSED', 'connectionRefused', '10.0.0.2:443 refuses connections.'],
  ['ETIMEDOUT', 'connectionReset', '10.0.0.2:443 did not answer in time.'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tlsFailed', '10.0.0.2:443 could not agree on a secure connection.'],
  ['HPE_INVALID_CONSTANT', 'connectionReset', '10.0.0.2:443 does not answer as a web server does.'],
  ['HPE_HEADER_OVERFLOW', 'connectionReset', '10.0.0.2:443 answers with headers of more than 64 KiB.'],
  ['ECONNRESET', 'connectionReset', '10.0.0.2:443 closed the connection without an answer.'],
])('%s is told as %s: %s', (code, problem, words) => {
  const fault = entryFault(Object.assign(new Error('x'), { code }), way, null).problem;
  expect([fault.code, fault.message.slice(0, words.length)]).toEqual([problem, words]);
});
