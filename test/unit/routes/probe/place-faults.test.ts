import { expect, it } from 'vitest';
import { askFault, connectFault, tlsFault } from '../../../../src-main/engine/routes/probe/place-faults.ts';

function error(code: string, message = ''): Error {
  return Object.assign(new Error(message), { code });
}

it.each([
  [['ECONNREFUSED'], { result: 'refused' }],
  [['ENETUNREACH', 'ECONNREFUSED'], { result: 'refused' }],
  [['EHOSTUNREACH', 'ETIMEDOUT'], { result: 'timedOut' }],
  [['ENETUNREACH', 'EADDRNOTAVAIL'], { result: 'unreachable' }],
  [['ENETDOWN'], { result: 'unreachable' }],
  [['EACCES'], { result: 'unreachable' }],
  [['ECONNRESET'], { result: 'noAnswer', how: 'closed' }],
])('connections that failed with %j tell %j', (codes, result) => {
  expect(connectFault(new AggregateError(codes.map((code) => error(code))))).toEqual(result);
});

it.each([
  ['ERR_SSL_WRONG_VERSION_NUMBER', '', 'notTls'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', '', 'notTls'],
  // BoringSSL, with which Electron is built.
  ['ERR_SSL_HTTP_REQUEST', '', 'notTls'],
  ['EPROTO', 'write EPROTO: SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER', 'notTls'],
  ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'tlsv1 unrecognized name:SSL alert number 112', 'tlsRefused'],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', '', 'tlsRefused'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', '', 'tlsRefused'],
  ['ECONNRESET', 'Client network socket disconnected before secure TLS connection was established', 'closed'],
])('a handshake that failed with %s "%s" is %s', (code, message, how) => {
  expect(tlsFault(error(code, message))).toEqual({ result: 'noAnswer', how });
});

it.each([
  ['HPE_INVALID_CONSTANT', 'notHttp'],
  ['ECONNRESET', 'closed'],
  ['EPIPE', 'closed'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tlsRefused'],
])('a request that failed with %s is %s', (code, how) => {
  expect(askFault(error(code), 'notHttp')).toEqual({ result: 'noAnswer', how });
});
