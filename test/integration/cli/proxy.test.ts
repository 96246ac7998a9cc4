import { expect, it } from 'vitest';
import { CliProcess } from '../../support/cli-process.ts';

it('serves a service of the demo at the port that it prints, until Ctrl-C', async () => {
  await using cli = new CliProcess(['proxy', 'svc/web', '--context', 'demo']);
  const [, address = ''] = await cli.printed(/^Serving svc\/web on (http:\/\/127\.0\.0\.1:\d+)$/);
  const page = await (await fetch(address, { headers: { accept: 'text/html' } })).text();
  const pod = (await (await fetch(`${address}/api/pod`)).json()) as { name: string };
  const status = await cli.end();
  await expect(fetch(address)).rejects.toThrow('fetch failed');
  expect([
    /web-\w+/.test(page),
    pod.name.startsWith('web-'),
    page.includes('<a href="/api/pod">'),
    page.includes('/proxy'),
    status,
    cli.err,
  ]).toEqual([true, true, true, false, 0, []]);
});

it('says what to name instead of a deployment', async () => {
  await using cli = new CliProcess(['proxy', 'deploy/web', '--context', 'demo']);
  expect([await cli.exit(), cli.out, cli.err]).toEqual([
    1,
    [],
    [
      'error: The API server’s proxy leads to services and pods only, not to deployment web. Name a service or pod of it, or use a forward.',
    ],
  ]);
});
