import { expect, it } from 'vitest';
import { CliProcess } from '../../support/cli-process.ts';

const demo = ['--context', 'demo'];

it('serves a host of the demo’s Ingress at the port that it prints, tells what is in the way, and ends with Ctrl-C', async () => {
  await using cli = new CliProcess(['entry', 'svc/web', 'shop.example.com', ...demo]);
  const [, address = ''] = await cli.printed(
    /^Serving https:\/\/shop\.example\.com on (http:\/\/127\.0\.0\.1:\d+)$/,
  );
  await cli.told(/refuses connections/);
  const { status } = await fetch(address);
  const ended = await cli.end();
  await expect(fetch(address)).rejects.toThrow('fetch failed');
  expect([status, ended, cli.err]).toEqual([
    503,
    0,
    [
      'https://shop.example.com at 127.20.0.10:443.',
      '127.20.0.10:443 refuses connections. Check that the program that serves it is running.',
    ],
  ]);
});

it.each([
  [
    'other.example.com',
    'No way in to svc/web has the host other.example.com. Its only host is https://shop.example.com.',
  ],
  [
    'http://shop.example.com',
    'No way in to svc/web has the host shop.example.com. Its only host is https://shop.example.com.',
  ],
])('says which hosts there are in the place of %s', async (host, words) => {
  await using cli = new CliProcess(['entry', 'svc/web', host, ...demo]);
  expect([await cli.exit(), cli.out, cli.err]).toEqual([1, [], [`error: ${words}`]]);
});
