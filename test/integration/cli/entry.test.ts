import { expect, it } from 'vitest';
import { CliProcess } from '../../support/cli-process.ts';

const demo = ['--context', 'demo'];

it('serves a host of the demo’s Ingress at the port that it prints, tells what is wrong with it, and ends with Ctrl-C', async () => {
  await using cli = new CliProcess(['entry', 'svc/web', 'shop.example.com', ...demo]);
  const [, address = ''] = await cli.printed(
    /^Serving https:\/\/shop\.example\.com on (http:\/\/127\.0\.0\.1:\d+)$/,
  );
  const page = await (await fetch(address)).text();
  await cli.told(/certificate/);
  const ended = await cli.end();
  await expect(fetch(address)).rejects.toThrow('fetch failed');
  expect([page, ended, cli.err]).toEqual([
    expect.stringMatching(/^Hello from the demo cluster/),
    0,
    [
      'https://shop.example.com by a forward to svc/ingress-nginx-controller in kube-system.',
      'Its certificate is for another name (ingress.local) and self-signed.',
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
