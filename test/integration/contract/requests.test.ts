import { createServer } from 'node:net';
import type { IpcMain } from 'electron';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiServer } from '../../../src-main/app/api-server.ts';
import { RequestDoor } from '../../../src-main/app/request-door.ts';
import { boundPorts } from '../../../src-main/shared/session.ts';
import { listen, portOf } from '../../support/forward-bench.ts';
import { type RequestName, requests } from '../../../src-main/shared/api.ts';
import { AppHost } from './app-host.ts';

let host: AppHost;

beforeAll(async () => {
  host = await AppHost.start();
});

afterAll(() => host[Symbol.asyncDispose]());

const server = (handlers = host.handlers) => new ApiServer({ handlers, checkOutputs: true, log: host.log });
const ask = (name: unknown, input?: unknown) => server().answer(name, input);

function takesInput(name: string): boolean {
  return !requests[name as RequestName].input.safeParse(undefined).success;
}

describe('the request channel', () => {
  it('has one handler for each request, and no other', () => {
    expect(Object.keys(host.handlers).sort()).toEqual(Object.keys(requests).sort());
  });

  it('answers a question with what the engine knows', async () => {
    const reply = await ask('app.snapshot');
    expect(reply).toMatchObject({
      ok: true,
      value: { forwards: [], contexts: [{ name: 'demo', source: 'kubeconfig' }], notices: [] },
    });
  });

  it.each([
    '__proto__',
    'toString',
    'constructor',
    'hasOwnProperty',
    '',
    'app.snapshot ',
    'forward',
    null,
    undefined,
    42,
    ['app.snapshot'],
    { toString: () => 'app.snapshot' },
  ])('refuses the unknown request %j', async (name) => {
    expect(await ask(name)).toMatchObject({ ok: false, problem: { code: 'invalidInput' } });
  });

  it('refuses whatever is not the input it asks for, and changes nothing', async () => {
    const { forwards, contexts } = host.engine;
    const before = { forwards: forwards.list(), contexts: contexts.list() };
    // Requests without input are carried out when nothing is given, as they should be.
    const names = Object.keys(host.handlers).filter((name) => takesInput(name));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.anything({ withDate: true, withMap: true }),
        async (name, input) => {
          const reply = await ask(name, input);
          return !reply.ok && reply.problem.code === 'invalidInput';
        },
      ),
      { numRuns: 300 },
    );
    expect({ forwards: forwards.list(), contexts: contexts.list() }).toEqual(before);
  });

  it.each<[string, string, unknown, string]>([
    [
      'an address that other machines reach, without the choice to allow it',
      'forward.add',
      () => ({ settings: { ...host.settings(':http'), addresses: ['0.0.0.0'] }, start: false }),
      'Other machines could reach this address. Allow it explicitly, or use 127.0.0.1 and ::1.',
    ],
    [
      'a forward that is changed and removed at once',
      'forward.apply',
      () => {
        const id = '00000000-0000-4000-8000-000000000000';
        const change = [{ id, settings: host.settings(':http') }];
        return { changes: { add: [], change, remove: [id] }, names: {} };
      },
      'What was entered cannot be used (changes: a forward is to be changed twice, or changed and removed). Correct it and try again.',
    ],
    [
      'a forward without a port',
      'forward.add',
      () => ({ settings: host.settings(), start: false }),
      'What was entered cannot be used (settings.ports: Too small: expected array to have >=1 items). Correct it and try again.',
    ],
  ])('says in one sentence what is wrong with %s', async (_what, name, input, message) => {
    const reply = await ask(name, (input as () => unknown)());
    expect(reply).toMatchObject({ ok: false, problem: { code: 'invalidInput', message } });
  });

  it('applies what a file brings in one request, and remembers what its names stood for', async () => {
    const text = 'portolan: 1\nforwards: [{ context: staging, target: svc/web, ports: [80] }]';
    const read = () => host.handlers['forward.readImport']({ text });
    const { names: before } = await read();
    const changes = { add: [host.settings(':http')], change: [], remove: [] };
    const { added, undo } = await host.handlers['forward.apply']({ changes, names: { staging: 'demo' } });
    const { names } = await read();
    await host.handlers['forward.undoApply']({ undo });
    expect([before, names, added.length, host.engine.forwards.list()]).toEqual([
      {},
      { staging: 'demo' },
      1,
      [],
    ]);
  });

  it('writes forwards with the names of the file that brought them, those that are asked for and no other', async () => {
    const file = ['web', 'api']
      .map(
        (name) =>
          `  - context: staging\n    namespace: shop\n    target: svc/${name}\n    ports:\n      - :http\n`,
      )
      .join('');
    const { forwards } = await host.handlers['forward.readImport']({
      text: `portolan: 1\nforwards:\n${file}`,
    });
    const add = forwards.map((forward) => ({
      ...forward,
      target: { ...forward.target, context: 'demo', namespace: 'shop' },
      allowExposure: false,
    }));
    const changes = { add, change: [], remove: [] };
    const { added, undo } = await host.handlers['forward.apply']({ changes, names: { staging: 'demo' } });
    const ids = [added[1]?.id ?? ''];
    const all = await host.handlers['forward.exportWorkspace']({ ids: null });
    const one = await host.handlers['forward.exportWorkspace']({ ids });
    const lines = await host.handlers['forward.exportKubectl']({ ids });
    const unknown = await ask('forward.exportKubectl', { ids: ['00000000-0000-4000-8000-000000000000'] });
    await host.handlers['forward.undoApply']({ undo });
    expect([all, one, lines]).toEqual([
      { text: expect.stringContaining(file) as string },
      { text: expect.stringContaining('svc/api') as string },
      {
        text: expect.stringMatching(
          /^kubectl port-forward svc\/api :http -n shop --context=demo --kubeconfig=\S+\n$/,
        ) as string,
        written: 1,
        left: 0,
      },
    ]);
    expect(one.text).not.toContain('svc/web');
    expect(unknown).toMatchObject({ ok: false, problem: { code: 'notFound' } });
  });

  it('copies a linked password, and a URL with it, while no value crosses to the window or the log', async () => {
    const secret = { name: 'orders-db', userKey: 'username', passwordKey: 'password' };
    const { id } = await host.engine.forwards.add({ ...host.settings(':http'), secret }, false);
    const copied = [];
    const replies = [await ask('secret.names', { id }), await ask('secret.keys', { id, name: 'orders-db' })];
    for (const url of [null, 'postgresql://localhost:15432']) {
      replies.push(await ask('secret.copy', { id, url }));
      copied.push(host.clipboard.text);
    }
    await host.engine.forwards.remove(id);
    expect(copied).toEqual([
      'demo: p@ss/word',
      'postgresql://orders:demo%3A%20p%40ss%2Fword@localhost:15432',
    ]);
    expect(JSON.stringify([replies, host.sent, host.logged])).not.toMatch(/p(@|%40)ss|ZGVtbzog/);
    expect(replies).toMatchObject([
      { value: ['orders-db'] },
      { value: ['username', 'password'] },
      { ok: true },
      { ok: true },
    ]);
  });

  it('never repeats a refused token, neither in the answer nor in the log', async () => {
    const reply = await ask('cluster.add', { kind: 'token', name: '', server: 7, token: 's3cr3t-t0ken' });
    expect(JSON.stringify([reply, host.logged])).not.toContain('s3cr3t-t0ken');
  });

  it('starts and changes a forward to a production context only where the client says that it is confirmed', async () => {
    await ask('production.mark', { context: 'demo', endAfterMs: null });
    const settings = host.settings(':http');
    const add = (more: object) => ask('forward.add', { settings, start: true, ...more });
    const refused = [await add({}), await add({ confirmedProduction: false })];
    const added = await add({ confirmedProduction: true });
    const [forward] = host.engine.forwards.list();
    await host.engine.forwards.stop(forward?.id ?? '');
    const again = [
      await ask('forward.start', { id: forward?.id }),
      await ask('forward.startMany', { ids: [forward?.id] }),
      await ask('forward.startAll'),
      await ask('forward.update', { id: forward?.id, settings: { ...settings, holdMs: 1 } }),
    ];
    await host.engine.forwards.remove(forward?.id ?? '');
    await ask('production.unmark', { context: 'demo' });
    expect([refused, added, again]).toMatchObject([
      [
        {
          ok: false,
          problem: {
            code: 'productionUnconfirmed',
            message: 'demo is marked as production. Confirm to continue.',
          },
        },
        { ok: false, problem: { code: 'invalidInput' } },
      ],
      { ok: true },
      Array(4).fill({ ok: false, problem: { code: 'productionUnconfirmed' } }),
    ]);
  });

  it('says who has a local port: the forward itself counts for nobody, another one and a program by name', async () => {
    const { id } = await host.engine.forwards.add(host.settings(':http'), true);
    const [bound] = boundPorts(host.engine.forwards.state(id));
    const port = bound?.endpoints[0]?.port ?? 0;
    const program = await listen(createServer());
    const inquire = (input: object) =>
      ask('forward.inquirePort', { addresses: ['127.0.0.1'], port, wantedBy: null, ...input });
    const answers = [
      await inquire({ wantedBy: id }),
      await inquire({}),
      await inquire({ addresses: ['0.0.0.0'] }),
      await inquire({ addresses: ['::1'] }),
      await inquire({ port: portOf(program) }),
    ];
    program.close();
    await host.engine.forwards.remove(id);
    expect(answers.map((answer) => (answer.ok ? answer.value : answer))).toEqual([
      { kind: 'free' },
      { kind: 'forward', id, label: 'web' },
      { kind: 'forward', id, label: 'web' },
      { kind: 'free' },
      { kind: 'program', name: 'node', pid: process.pid },
    ]);
  });

  it('answers with the problem that a handler throws', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    const reply = await ask('forward.start', { id });
    expect(reply).toMatchObject({ ok: false, problem: { code: 'notFound' } });
  });

  it('does not hand out an answer that breaks the contract', async () => {
    const handlers = { ...host.handlers, 'app.interfaces': () => Promise.resolve([{ name: 1 }] as never) };
    const reply = await server(handlers).answer('app.interfaces', undefined);
    expect(reply).toMatchObject({ ok: false, problem: { code: 'internal' } });
  });
});

describe('who may ask', () => {
  type Listener = Parameters<IpcMain['handle']>[1];

  it('hears nobody but our own page, and nobody after its end', async () => {
    const channels = new Map<string, Listener>();
    const ipc = {
      handle: (channel: string, listener: Listener) => void channels.set(channel, listener),
      removeHandler: (channel: string) => void channels.delete(channel),
    };
    const [ours, another] = [{}, {}] as [Electron.IpcMainInvokeEvent, Electron.IpcMainInvokeEvent];
    const door = new RequestDoor(ipc, (event) => event === ours);
    const listener = channels.get('request');
    const text = { text: 'from elsewhere' };
    const early = [listener?.(another, 'app.copy', text), listener?.(ours, 'app.copy', { text: 'early' })];
    door.open(server());
    expect(await Promise.all(early)).toMatchObject([{ ok: false }, { ok: true }]);
    expect(host.copied.splice(0)).toEqual(['early']);
    expect([await listener?.(another, 'app.copy', text), host.copied]).toMatchObject([{ ok: false }, []]);
    expect([await listener?.(ours, 'app.copy', text), host.copied]).toMatchObject([
      { ok: true },
      ['from elsewhere'],
    ]);
    door[Symbol.dispose]();
    expect([...channels.keys()]).toEqual([]);
  });
});
