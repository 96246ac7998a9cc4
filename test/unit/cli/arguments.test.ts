import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src-main/cli/arguments.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';

const place = { kubeconfig: null, context: null, namespace: null };

describe('parseCommand', () => {
  it('reads a forward with what stands for everything that is not given', () => {
    expect(parseCommand(['forward', 'svc/web', '8080:http'])).toEqual({
      kind: 'forward',
      ...place,
      target: { kind: 'service', name: 'web' },
      ports: [{ local: { kind: 'fixed', port: 8080 }, remote: 'http' }],
      addresses: ['127.0.0.1', '::1'],
      holdMs: 10_000,
      balance: { mode: 'sticky' },
      eof: 'defer',
      allowFrom: [],
      endAfterMs: null,
      production: false,
    });
  });

  it('reads options wherever they stand', () => {
    const words =
      '-n shop forward --address 0.0.0.0,::1 svc/web --hold=1m :80 --context dev 443 --kubeconfig f --eof immediate --balance pod=web-1 --allow-from 10.0.0.0/8,fd00::1 --end-after 8h --production';
    expect(parseCommand(words.split(' '))).toEqual({
      kind: 'forward',
      kubeconfig: 'f',
      context: 'dev',
      namespace: 'shop',
      target: { kind: 'service', name: 'web' },
      ports: [
        { local: { kind: 'auto', last: null }, remote: 80 },
        { local: { kind: 'fixed', port: 443 }, remote: 443 },
      ],
      addresses: ['0.0.0.0', '::1'],
      holdMs: 60_000,
      balance: { mode: 'pod', name: 'web-1' },
      eof: 'immediate',
      allowFrom: ['10.0.0.0/8', 'fd00::1'],
      endAfterMs: 28_800_000,
      production: true,
    });
  });

  it.each([
    [['svc/web'], { target: { kind: 'service', name: 'web' } }],
    [['pod/web-1', '8080:http'], { remote: 'http', local: { kind: 'fixed', port: 8080 } }],
    [['svc/web', ':80'], { remote: 80 }],
    [['svc/web', '80'], { remote: 80, local: { kind: 'fixed', port: 80 } }],
    [['svc/web', '--port', '8001'], { local: { kind: 'fixed', port: 8001 } }],
    [['svc/web', '80', '--port=0'], { remote: 80 }],
    [
      ['svc/web', 'http', '--port=8001', '--https', '--production'],
      { remote: 'http', local: { kind: 'fixed', port: 8001 }, scheme: 'https', production: true },
    ],
  ])('reads the proxy %j', (words, told) => {
    expect(parseCommand(['proxy', ...words])).toMatchObject({
      kind: 'proxy',
      ...place,
      remote: null,
      local: { kind: 'auto', last: null },
      scheme: null,
      production: false,
      ...told,
    });
  });

  it.each([
    [['svc/web', 'Shop.Example.com'], {}],
    [['svc/web', 'shop.example.com:8443'], { hostPort: 8443 }],
    [['svc/web', 'https://shop.example.com/cart'], { scheme: 'https', hostPort: 443 }],
    [['svc/web', 'http://shop.example.com'], { scheme: 'http', hostPort: 80 }],
    [
      ['svc/web', 'https://shop.example.com:8443', '--port=8001', '--production'],
      { scheme: 'https', hostPort: 8443, local: { kind: 'fixed', port: 8001 }, production: true },
    ],
  ])('reads the entry %j', (words, told) => {
    expect(parseCommand(['entry', ...words])).toEqual({
      kind: 'entry',
      ...place,
      target: { kind: 'service', name: 'web' },
      host: 'shop.example.com',
      scheme: null,
      hostPort: null,
      local: { kind: 'auto', last: null },
      production: false,
      ...told,
    });
  });

  it.each([
    [['list'], { kind: 'list', ...place, output: 'table' }],
    [['list', '-o', 'json', '-n', 'shop'], { kind: 'list', ...place, namespace: 'shop', output: 'json' }],
    [
      ['ways', 'svc/web'],
      { kind: 'ways', ...place, target: { kind: 'service', name: 'web' }, output: 'table', probe: false },
    ],
    [
      ['ways', '--probe', 'web', '-o', 'json'],
      { kind: 'ways', ...place, target: { kind: 'pod', name: 'web' }, output: 'json', probe: true },
    ],
    [['--help'], { kind: 'help' }],
    [['forward', '-h'], { kind: 'help' }],
    [['help'], { kind: 'help' }],
    [['--version'], { kind: 'version' }],
  ])('reads %j', (argv, command) => {
    expect(parseCommand(argv)).toEqual(command);
  });

  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['0', 0],
    ['0s', 0],
  ])('holds for %s', (text, holdMs) => {
    expect(parseCommand(['forward', 'web', '80', '--hold', text])).toMatchObject({ holdMs });
  });

  it.each([
    [[], 'No command is given. Use entry, forward, list, proxy or ways.'],
    [['port-forward'], '“port-forward” is not a command. Use entry, forward, list, proxy or ways.'],
    [['forward'], 'No target is given. Write TYPE/NAME and ports, such as svc/web 8080:80.'],
    [['forward', 'svc/web'], 'No port is given. Write one behind svc/web, such as 8080:80.'],
    [['forward', 'svc/web', '80', '-o', 'json'], 'forward takes no --output.'],
    [['forward', 'svc/web', '80', '--port', '1'], 'forward takes no --port.'],
    [
      ['entry', 'svc/web'],
      'No target or no host is given. Write both, such as svc/web https://shop.example.com.',
    ],
    [['entry', 'svc/web', 'a.example', 'b.example'], 'entry takes one host, and “b.example” is another.'],
    [
      ['entry', 'svc/web', 'ftp://a.example'],
      '“ftp://a.example” is no host. Write one such as shop.example.com, or https://shop.example.com.',
    ],
    [
      ['entry', 'svc/web', 'a b'],
      '“a b” is no host. Write one such as shop.example.com, or https://shop.example.com.',
    ],
    [['entry', 'svc/web', 'a.example', '--https'], 'entry takes no --https.'],
    [['proxy'], 'No target is given. Write svc/NAME or pod/NAME, such as svc/web.'],
    [['proxy', 'svc/web', '80', '81'], 'proxy takes one port, and “81” is another.'],
    [['proxy', 'svc/web', '1:80', '--port', '1'], 'The local port is given twice, in “1:80” and by --port.'],
    [['proxy', 'svc/web', '--address', '0.0.0.0'], 'proxy takes no --address.'],
    [['list', 'svc'], 'list takes no “svc”.'],
    [['list', '--hold', '1s'], 'list takes no --hold.'],
    [['list', '--probe'], 'list takes no --probe.'],
    [['forward', 'svc/web', '80', '--probe'], 'forward takes no --probe.'],
    [['list', '--balance', 'sticky'], 'list takes no --balance.'],
    [
      ['forward', 'svc/web', '80', '--balance', 'random'],
      '“random” is not a balance. Use sticky, round-robin,',
    ],
    [['forward', 'web', '80', '--balance', 'round-robin'], 'web is one pod, so there is nothing to balance.'],
    [['forward', 'svc/web', '80', '--eof', 'soon'], '“soon” is not a time to pass on the end of the input.'],
    [['list', '-o', 'yaml'], '“yaml” is not an output format. Use json, or leave -o out.'],
    [['forward', 'web', '80', '--hold', '6m'], '“6m” is not a time to hold connections.'],
    [['forward', 'web', '80', '--hold', '1'], '“1” is not a time to hold connections.'],
    [['--nope'], 'Unknown option “--nope”.'],
    [['-x'], 'Unknown option “-x”.'],
    [['list', '-n'], 'Option “-n, --namespace <value>” argument missing.'],
    [['--help=yes'], 'Option “-h, --help” does not take an argument.'],
    [['forward', 'web', '80', '--address', 'x'], '“x” is not an address to listen on.'],
    [['forward', 'node/web', '80'], '“node/web” is not a target.'],
  ])('refuses %j with one sentence', (argv, sentence) => {
    try {
      parseCommand(argv);
    } catch (error) {
      expect(problemOf(error)).toMatchObject({
        code: 'invalidInput',
        message: expect.stringContaining(sentence) as string,
      });
      return;
    }
    throw new Error('it was read');
  });
});
