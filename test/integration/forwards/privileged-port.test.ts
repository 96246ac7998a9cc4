import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const port = 1;
const engine = join(import.meta.dirname, '../../../src-main');

/** Binds the port as the engine does and prints what it was told. */
const script = `
import { Listener } from ${JSON.stringify(join(engine, 'engine/forwards/listener.ts'))};
import { problemOf } from ${JSON.stringify(join(engine, 'shared/problem.ts'))};
const claim = () => ({ [Symbol.dispose]: () => undefined });
const bound = Listener.bind({ addresses: ['127.0.0.1', '::1'], local: { kind: 'fixed', port: ${port} }, claim });
console.log(JSON.stringify(await bound.then(() => null, problemOf)));
`;

/** Root may listen everywhere, so that it has to give up that right first. */
const unprivileged =
  process.getuid?.() === 0
    ? ['setpriv', '--bounding-set', '-net_bind_service', '--inh-caps', '-net_bind_service']
    : [];

test('case 62: a port below 1024 is denied with the reason and what to choose', async ({ skip }) => {
  skip(!isReserved(), 'This system lets everybody listen on every port.');
  const node = [process.execPath, '--input-type=module', '--eval', script];
  const [command = '', ...args] = [...unprivileged, ...node];
  const { stdout } = await promisify(execFile)(command, args);
  expect(JSON.parse(stdout)).toMatchObject({
    code: 'portDenied',
    layer: 'computer',
    message:
      'Listening on 127.0.0.1:1 needs administrator rights on this computer. Choose a local port from 1024 up.',
    detail: 'Error: listen EACCES: permission denied 127.0.0.1:1',
  });
});

function isReserved(): boolean {
  if (process.platform !== 'linux') return false;
  return Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8')) > port;
}
