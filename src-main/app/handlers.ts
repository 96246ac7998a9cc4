import type { Handlers } from '../shared/api.ts';
import type { ForwardId } from '../shared/forward.ts';
import type { Translate } from '../shared/language/message.ts';
import type { Engine } from '../engine/engine.ts';
import { writeKubectlLines } from '../engine/import/kubectl-lines.ts';
import { readImport } from '../engine/import/read-import.ts';
import { writeWorkspace } from '../engine/import/workspace.ts';
import { type Computer, copySecret, openAddress, openFile } from './commands.ts';
import type { Destinations } from './destinations.ts';
import type { EventFeed } from './event-feed.ts';
import { localInterfaces } from './local-interfaces.ts';
import type { OpenQuestion } from './open-question.ts';
import type { SecretClipboard } from './secret-clipboard.ts';
import type { SettingsStore } from './settings-store.ts';
import { openEntry, openProxy, openWay, startEntry } from './way-commands.ts';

/** How long the window waits for what it asks a cluster once, in milliseconds. */
const askTimeoutMs = 15_000;
/** For whole lists, whose pages follow one another: 20,000 pods are a hundred, each a round trip. */
const readAllTimeoutMs = 60_000;

export interface HandlerOptions {
  readonly engine: Engine;
  readonly feed: EventFeed;
  readonly settings: Pick<SettingsStore, 'change'>;
  readonly destinations: Destinations;
  readonly secretClipboard: SecretClipboard;
  readonly question: OpenQuestion;
  readonly version: string;
  readonly platform: NodeJS.Platform;
  readonly preferredLanguages: readonly string[];
  readonly t: Translate;
  /** The window is about to be told all there is. */
  readonly onJoined: () => void;
  /** Its first picture is on the screen. */
  readonly onDrawn: () => void;
  /** Starts the demo cluster unless it runs; resolves with its context's name. */
  readonly startDemo: () => Promise<string>;
  readonly computer: Pick<Computer, 'copy' | 'open' | 'openDocs' | 'openInBrowser' | 'save'>;
}

/** What each request does. Inputs are parsed already; a thrown `ProblemError` becomes the answer. */
export function createHandlers(options: HandlerOptions): Handlers {
  const { engine, feed, computer, settings, destinations } = options;
  const {
    apiProxies,
    forwards,
    contexts,
    clusters,
    catalogs,
    contextNames,
    kubeSecrets,
    notices,
    production,
  } = engine;
  const saved = (ids: readonly ForwardId[] | null) =>
    ids === null ? forwards.list() : ids.map((id) => forwards.get(id));
  return {
    'app.snapshot': () => {
      options.onJoined();
      return Promise.resolve({
        version: options.version,
        platform: options.platform,
        preferredLanguages: [...options.preferredLanguages],
        ...feed.snapshot(),
      });
    },
    'app.drawn': () => {
      options.onDrawn();
      return done();
    },
    'app.copy': ({ text }) => done(computer.copy(text)),
    'app.openAddress': ({ id, pair }) => done(openAddress(engine, computer, id, pair)),
    'app.dismissNotice': ({ id }) => {
      notices.dismiss(id);
      return done();
    },
    'app.arrived': ({ id }) => {
      destinations.arrived(id);
      return done();
    },
    'app.save': async ({ name, text }) => ({ saved: await computer.save(name, text) }),
    'app.open': () => done(openFile(computer, feed)),
    'app.openDocs': () => done(computer.openDocs()),
    'app.interfaces': () => localInterfaces(options.platform),

    'forward.add': (input) => forwards.add(input.settings, input.start, input),
    'forward.apply': async ({ changes, names, ...consent }) => {
      const applied = await forwards.apply(changes, consent);
      await contextNames.remember(names);
      return applied;
    },
    'forward.undoApply': ({ undo, ...consent }) => done(forwards.undoApply(undo, consent)),
    'forward.readImport': ({ text }) =>
      new Promise((resolve) => {
        const preview = readImport(text);
        resolve({ ...preview, names: contextNames.of(preview.forwards) });
      }),
    'forward.exportWorkspace': ({ ids }) =>
      new Promise((resolve) => {
        resolve({ text: writeWorkspace(contextNames.inSharedNames(saved(ids))) });
      }),
    'forward.exportKubectl': ({ ids }) =>
      new Promise((resolve) => {
        resolve(writeKubectlLines(saved(ids), contexts.list(), options.t));
      }),
    'forward.update': (input) => forwards.update(input.id, input.settings, input),
    'forward.updateMany': ({ ids, place }) => done(forwards.updateMany(ids, place)),
    'forward.remove': ({ id }) => done(forwards.remove(id)),
    'forward.removeMany': ({ ids }) => done(forwards.removeMany(ids)),
    'forward.undoRemoveMany': ({ ids }) => done(forwards.undoRemoveMany(ids)),
    'forward.start': (input) => done(forwards.start(input.id, input)),
    'forward.stop': ({ id }) => done(forwards.stop(id)),
    'forward.move': ({ ids, beside, side }) => done(forwards.move(ids, beside, side)),
    'forward.moveGroup': ({ group, beside, side }) => done(forwards.moveGroup(group, beside, side)),
    'forward.startMany': (input) => done(forwards.startMany(input.ids, input)),
    'forward.stopMany': ({ ids }) => done(forwards.stopMany(ids)),
    'forward.keepRunning': ({ ids, ...consent }) => forwards.keepRunning(ids, consent),
    'forward.startAll': () => done(forwards.startAll()),
    'forward.stopAll': () => done(forwards.stopAll()),
    'forward.inquirePort': (inquiry) => forwards.inquirePort(inquiry),
    'forward.closeConnection': ({ id, connection }) => {
      forwards.closeConnection(id, connection);
      return done();
    },
    'forward.watchConnections': ({ id }) => {
      feed.watchConnections(id);
      return done();
    },

    'secret.names': async ({ id }) =>
      kubeSecrets.names(forwards.get(id).target, AbortSignal.timeout(askTimeoutMs)),
    'secret.keys': async ({ id, name }) =>
      kubeSecrets.keys(forwards.get(id).target, name, AbortSignal.timeout(askTimeoutMs)),
    'secret.copy': (input) =>
      done(copySecret(engine, options.secretClipboard, input, AbortSignal.timeout(askTimeoutMs))),

    'settings.change': (change) => done(settings.change(change)),

    'production.mark': (marked) => done(production.mark(marked)),
    'production.unmark': ({ context }) => done(production.unmark(context)),
    'production.settle': () => {
      options.question.settle();
      return done();
    },

    'proxy.start': (wish) => apiProxies.start(wish, wish, AbortSignal.timeout(askTimeoutMs)),
    'proxy.stop': ({ id }) => done(apiProxies.stop(id)),
    'proxy.open': ({ id }) => done(openProxy(engine, computer, id)),

    'entry.start': (input) => startEntry(engine, feed, input, AbortSignal.timeout(readAllTimeoutMs)),
    'entry.stop': ({ id }) => done(engine.localEntries.stop(id)),
    'entry.open': (input) => done(openEntry(engine, computer, input)),

    'traffic.recent': () => Promise.resolve(forwards.recentTraffic()),
    'traffic.history': async ({ id, span }) => Promise.resolve(forwards.trafficHistory(id, span)),

    'cluster.add': (cluster) => contexts.add(cluster),
    'cluster.remove': ({ context }) => done(contexts.remove(context)),
    'cluster.undoRemove': ({ context }) => done(contexts.undoRemove(context)),
    'cluster.retry': ({ context }) => {
      clusters.retry(context);
      return done();
    },
    'demo.start': async () => ({ context: await options.startDemo() }),

    'catalog.open': ({ context, namespace }) => {
      feed.openCatalog(context, namespace);
      return done();
    },
    'catalog.close': () => {
      feed.closeCatalog();
      return done();
    },
    'catalog.targets': ({ context, namespace, rows }) =>
      catalogs.targets(context, namespace, rows, AbortSignal.timeout(readAllTimeoutMs)),
    'catalog.ports': (target) => catalogs.ports(target, AbortSignal.timeout(askTimeoutMs)),

    'ways.open': (target) => {
      feed.openWays(target);
      return done();
    },
    'ways.close': () => {
      feed.closeWays();
      return done();
    },
    'ways.probe': () => done(feed.probeWays()),
    'ways.openAddress': ({ route, address }) => done(openWay(feed, computer, route, address)),
  };
}

/** The answer to a command is nothing, once it is carried out. */
async function done(work?: Promise<void>): Promise<undefined> {
  await work;
  return undefined;
}
