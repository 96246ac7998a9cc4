import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readForwardLink } from '../../../src-main/engine/import/forward-link.ts';
import { defaultSettings } from '../../../src-main/shared/forward.ts';
import { ImportedForward } from '../../../src-main/shared/import.ts';
import { parsePortPair } from '../../../src-main/shared/port-pair.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';
import { forwardLink } from '../../../src-renderer/text/forward-link.ts';
import { savedForward } from '../saved-forward.ts';

const least = 'portolan://forward?target=svc/web&port=8080:http';

function faultOf(link: string): string {
  try {
    readForwardLink(link);
  } catch (error) {
    return problemOf(error).message;
  }
  return '';
}

describe('a link to a forward', () => {
  it('says as much as a target and a port', () => {
    expect(readForwardLink(least)).toEqual({
      ...defaultSettings,
      label: 'web',
      target: { context: null, namespace: 'default', kind: 'service', name: 'web' },
      ports: [{ local: { kind: 'fixed', port: 8080 }, remote: 'http' }],
      addresses: ['127.0.0.1', '::1'],
    });
  });

  it('is written so that it says the same of a forward', () => {
    const saved = savedForward({
      label: 'Shop front 店 & more',
      target: { context: 'arn:aws/dev', namespace: 'shop', kind: 'deployment', name: 'api' },
      ports: [parsePortPair('8080:http'), parsePortPair(':9090')],
      addresses: ['0.0.0.0', '::1'],
    });
    const usual = savedForward({ label: 'web', addresses: ['127.0.0.1', '::1'] });
    for (const forward of [saved, usual]) {
      const { label, target, ports, addresses } = forward;
      expect(readForwardLink(forwardLink(forward))).toMatchObject({ label, target, ports, addresses });
    }
  });

  it('says everything it may, encoded as URLs are', () => {
    const link =
      'PORTOLAN://forward/?context=arn%3Aaws%2Fdev&namespace=shop&target=deploy/api&port=8080:http&port=:9090' +
      '&address=0.0.0.0&address=%3A%3A1&label=Shop+front%20%E5%BA%97';
    expect(readForwardLink(link)).toMatchObject({
      label: 'Shop front 店',
      target: { context: 'arn:aws/dev', namespace: 'shop', kind: 'deployment', name: 'api' },
      ports: [{ local: { port: 8080 } }, { local: { kind: 'auto', last: null }, remote: 9090 }],
      addresses: ['0.0.0.0', '::1'],
    });
  });

  it.each([
    ['portolan://forward?port=80', 'It names no target. Add one, such as target=svc/web.'],
    ['portolan://forward?target=svc/web', 'It names no port. Add one, such as port=8080:http.'],
    [
      `${least}&run=true`,
      'It has the unknown parameter “run”. Known are context, namespace, target, port, address and label.',
    ],
    [
      `${least}&toString=1`,
      'It has the unknown parameter “toString”. Known are context, namespace, target, port, address and label.',
    ],
    [`${least}&context=a&context=b`, 'Its parameter “context” is there more than once.'],
    [`${least}${'&port=80'.repeat(32)}`, 'Its parameter “port” is there more than 32 times.'],
    [`${least}&context=`, 'Its parameter “context” has no value.'],
    [`${least}&label=${'x'.repeat(101)}`, 'Its parameter “label” has more than 100 characters.'],
    [`${least}&label=${'x'.repeat(2_000)}`, 'It has more than 2000 characters.'],
    [`${least}&label=a%E2%80%AEb`, 'It has characters that cannot be seen.'],
    [`${least}&label=a%FFb`, 'It has characters that cannot be seen.'],
    [`${least}&namespace=Shop`, '“Shop” is not a namespace: small letters, digits and “-”, at most 63.'],
    [
      'portolan://forward?target=svc/web&port=99999',
      '“99999” is not a remote port. Use a number from 1 to 65535.',
    ],
    ['portolan://start?target=svc/web&port=80', 'Only portolan://forward?… is understood.'],
    ['portolan:forward?target=svc/web&port=80', 'Only portolan://forward?… is understood.'],
    ['portolan://forward/all?target=svc/web&port=80', 'Only portolan://forward?… is understood.'],
    ['portolan://me@forward?target=svc/web&port=80', 'Only portolan://forward?… is understood.'],
    [`${least}#x`, 'Only portolan://forward?… is understood.'],
    ['https://forward?target=svc/web&port=80', 'Only portolan://forward?… is understood.'],
    ['', 'Only portolan://forward?… is understood.'],
  ])('%s is refused in one sentence', (link, why) => {
    expect(faultOf(link)).toBe(`A link that was opened cannot be used. ${why}`);
  });

  it('whatever it says, it is a forward that can be shown, or a problem', () => {
    const value = fc.oneof(fc.string(), fc.constantFrom('svc/web', '8080:http', '127.0.0.1', 'shop'));
    const name = fc.constantFrom('context', 'namespace', 'target', 'port', 'address', 'label');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (given) => {
        const link = `portolan://forward?${new URLSearchParams(given).toString()}`;
        if (faultOf(link) === '') expect(ImportedForward.safeParse(readForwardLink(link)).success).toBe(true);
      }),
    );
  });
});
