import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPortPair, parsePortPair } from '../../../src-main/shared/port-pair.ts';

describe('parsePortPair', () => {
  it.each([
    ['8080:80', { local: { kind: 'fixed', port: 8080 }, remote: 80 }],
    ['5000', { local: { kind: 'fixed', port: 5000 }, remote: 5000 }],
    [':5000', { local: { kind: 'auto', last: null }, remote: 5000 }],
    ['0:5000', { local: { kind: 'auto', last: null }, remote: 5000 }],
    ['auto:5000', { local: { kind: 'auto', last: null }, remote: 5000 }],
    ['8443:https', { local: { kind: 'fixed', port: 8443 }, remote: 'https' }],
    ['https', { local: { kind: 'auto', last: null }, remote: 'https' }],
    [':9-a', { local: { kind: 'auto', last: null }, remote: '9-a' }],
    // A name with digits to Kubernetes (RFC 6335), not a number in another notation.
    ['8080:0x50', { local: { kind: 'fixed', port: 8080 }, remote: '0x50' }],
    [' 1:65535 ', { local: { kind: 'fixed', port: 1 }, remote: 65535 }],
  ])('reads %j', (text, pair) => {
    expect(parsePortPair(text)).toEqual(pair);
  });

  it.each([
    ['', '“” is not a port pair. Write LOCAL:REMOTE, such as 8080:80, 8443:https or :5000.'],
    ['8080:', '“8080:” is not a port pair. Write LOCAL:REMOTE, such as 8080:80, 8443:https or :5000.'],
    ['1:2:3', '“1:2:3” is not a port pair. Write LOCAL:REMOTE, such as 8080:80, 8443:https or :5000.'],
    ['0', '“0” is not a remote port. Use a number from 1 to 65535.'],
    ['65536', '“65536” is not a remote port. Use a number from 1 to 65535.'],
    ['8080:-1', '“-1” is not a remote port. Use a number from 1 to 65535.'],
    ['99999:80', '“99999” is not a local port. Use a number from 1 to 65535.'],
    ['http:80', '“http” is not a local port. Use a number from 1 to 65535.'],
    ['80:HTTP', '“HTTP” is not a port. Use a number from 1 to 65535 or a port name such as http.'],
    ['80:a-name-of-16-chr', 'is not a port. Use a number from 1 to 65535 or a port name such as http.'],
    ['80:http-', 'is not a port.'],
    ['８０:80', '“８０” is not a local port.'],
  ])('refuses %j with a sentence that says what to write', (text, message) => {
    expect(() => parsePortPair(text)).toThrow(message);
  });

  it('reads back whatever it wrote', () => {
    const port = fc.integer({ min: 1, max: 65535 });
    const local = fc.oneof(
      port.map((number) => ({ kind: 'fixed' as const, port: number })),
      fc.constant({ kind: 'auto' as const, last: null }),
    );
    const remote = fc.oneof(port, fc.stringMatching(/^[a-z]([a-z0-9]{0,6}-[a-z0-9]{1,6})?$/));
    fc.assert(
      fc.property(fc.record({ local, remote }), (pair) => {
        expect(parsePortPair(formatPortPair(pair))).toEqual(pair);
      }),
    );
  });
});
