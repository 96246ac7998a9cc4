import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { localInterfaces } from '../../../src-main/app/local-interfaces.ts';
import { program } from '../../support/program.ts';

/** An interface that this computer has. */
const own = Object.keys(networkInterfaces())[0] ?? '';
/** Nothing but what Node tells. */
const plain = () => localInterfaces('linux');

test('every address of this computer is listed with its interface', async () => {
  const listed = (await plain()).map(({ name, address }) => `${name} ${address.replace(/%.*/, '')}`);
  const all = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.map(({ address }) => `${name} ${address}`),
  );
  expect(listed).toEqual(all);
});

describe('on macOS', () => {
  test('an interface has the name that people know beside its own', async () => {
    const networksetup = await program(
      `[ "$*" = -listallhardwareports ] && printf 'Hardware Port: Wi-Fi\\nDevice: ${own}\\n'`,
    );
    const expected = (await plain()).map((each) => ({
      ...each,
      friendlyName: each.name === own ? 'Wi-Fi' : null,
    }));
    expect(await localInterfaces('darwin', networksetup)).toEqual(expected);
  });

  test.each([
    ['fails', `printf 'Hardware Port: Wi-Fi\\nDevice: ${own}\\n'; exit 1`],
    ['says something else', 'echo "command not supported"'],
    ['never ends', 'trap "" TERM; exec sleep 600'],
  ])('the plain names stay where networksetup %s', async (_what, script) => {
    expect(await localInterfaces('darwin', await program(script))).toEqual(await plain());
  });

  test('the plain names stay where there is no networksetup', async () => {
    expect(await localInterfaces('darwin', '/does/not/exist')).toEqual(await plain());
  });
});

test.each(['linux', 'win32'] as const)('on %s nothing is asked', async (platform) => {
  const networksetup = await program('touch "$0.asked"');
  await localInterfaces(platform, networksetup);
  expect(existsSync(`${networksetup}.asked`)).toBe(false);
});
