import { z } from 'zod';
import { ApiProxy, ApiProxyId, NewApiProxy } from './api-proxy.ts';
import { CatalogDelta, ClusterStatus, ContextInfo, FoundObjects, FoundRows, TargetPort } from './catalog.ts';
import { PendingDestination } from './destination.ts';
import {
  AppliedChanges,
  Forward,
  ForwardChanges,
  ForwardId,
  ForwardPlace,
  ForwardSettings,
  GroupName,
  MoveSide,
} from './forward.ts';
import { ContextNames, ImportPreview, maxImportLength } from './import.ts';
import { EntryPath, LocalEntry, LocalEntryId } from './local-entry.ts';
import { PortHolding } from './port-holding.ts';
import { LocalPort } from './port-pair.ts';
import { AddressProbe } from './probe.ts';
import { Problem } from './problem.ts';
import { Asked, ProductionContext } from './production.ts';
import { RemotePeer } from './remote-peer.ts';
import { BareUrl, SecretLink, SecretOnClipboard } from './secret.ts';
import { SessionState } from './session.ts';
import { Settings, SettingsChange } from './settings.ts';
import { BindAddress } from './bind-address.ts';
import { Target } from './target.ts';
import { TimelineEntry } from './timeline.ts';
import { RouteNews } from './route.ts';
import { RecentTraffic, TrafficHistory, TrafficSpan } from './traffic-history.ts';
import { ConnectionInfo, TrafficSample } from './traffic.ts';

/** Something that concerns the whole app, kept until the person dismisses it (a damaged file was set aside). */
export const Notice = z.object({ id: z.int(), problem: Problem });
export type Notice = z.infer<typeof Notice>;

/** One network address of this computer, for the choice of bind addresses. */
export const LocalInterface = z.object({
  /** As the system calls the interface: `en0`, or "Wi-Fi" on Windows. */
  name: z.string(),
  /** What people call it, where that is another name. */
  friendlyName: z.string().nullable(),
  address: z.string(),
  loopback: z.boolean(),
});
export type LocalInterface = z.infer<typeof LocalInterface>;

/** A cluster added in the window: a pasted kubeconfig, or a server and token. */
export const NewCluster = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kubeconfig'), text: z.string().max(10_000_000) }),
  z.object({
    kind: z.literal('token'),
    name: z.string().trim().min(1).max(100),
    server: z.string(),
    token: z.string().min(1),
    /** PEM; null for certificates that the system trusts. */
    certificateAuthority: z.string().nullable(),
    insecureSkipTlsVerify: z.boolean(),
  }),
]);
export type NewCluster = z.infer<typeof NewCluster>;

/** Which contexts came of it, and whether their secrets outlive this run. */
export const AddedCluster = z.object({
  contexts: z.array(z.string()),
  secrets: z.enum(['keychain', 'memory', 'none']),
});
export type AddedCluster = z.infer<typeof AddedCluster>;

/** All that a window needs to begin; events with a revision not above its own are already in it. */
export const AppSnapshot = z.object({
  revision: z.int(),
  version: z.string(),
  platform: z.string(),
  /** The person's languages as the system tells them: BCP 47 tags with their regions, best first. */
  preferredLanguages: z.array(z.string()),
  forwards: z.array(Forward),
  sessions: z.array(z.object({ id: ForwardId, state: SessionState })),
  timelines: z.array(z.object({ id: ForwardId, entries: z.array(TimelineEntry) })),
  contexts: z.array(ContextInfo),
  /** The kubeconfig files that are read, also those that are not there, with `~` for the home folder. */
  kubeconfigs: z.array(z.string()),
  clusters: z.array(z.object({ context: z.string(), status: ClusterStatus })),
  traffic: z.array(TrafficSample),
  notices: z.array(Notice),
  settings: Settings,
  /** Where the window is to lead; null for wherever it is. */
  destination: PendingDestination.nullable(),
  production: z.array(ProductionContext),
  proxies: z.array(ApiProxy),
  entries: z.array(LocalEntry),
  /** As `production.asked` tells. */
  asked: Asked.nullable(),
});
export type AppSnapshot = z.infer<typeof AppSnapshot>;

const nothing = z.undefined();
const ById = z.object({ id: ForwardId });
const Many = z.object({ ids: z.array(ForwardId).min(1).max(10_000) });
const Exported = z.object({ ids: Many.shape.ids.nullable() });
/** An address of a route of the target whose ways in are shown, by the route's key and its place there. */
const WayAddress = z.object({ route: z.string(), address: z.int().min(0) });
/** Without it, what leads to a production context is answered with `productionUnconfirmed`. */
const consent = { confirmedProduction: z.literal(true).optional() };
/** Forwards that give up their local ports to it; where it cannot listen on them, they go on as they were. */
const start = { ...consent, insteadOf: z.array(ForwardId).max(32).optional() };

/** Every request the window may make. Requests are commands or questions, and carry ids, not objects to trust. */
export const requests = {
  'app.snapshot': { input: nothing, output: AppSnapshot },
  /** The window's first picture is on the screen. */
  'app.drawn': { input: nothing, output: nothing },
  'app.copy': { input: z.object({ text: z.string().max(1_000_000) }), output: nothing },
  /** Opens `http://` of the given port pair's bound address in the browser. */
  'app.openAddress': { input: ById.extend({ pair: z.int().min(0) }), output: nothing },
  'app.dismissNotice': { input: z.object({ id: z.int() }), output: nothing },
  /** The window shows where it was led. */
  'app.arrived': { input: z.object({ id: z.int() }), output: nothing },
  /** Asks the person where to save a text; false where they would rather not. */
  'app.save': {
    input: z.object({ name: z.string().min(1).max(100), text: z.string().max(10_000_000) }),
    output: z.object({ saved: z.boolean() }),
  },
  /** Asks the person for a file with forwards; `file.opened` follows where they choose one. */
  'app.open': { input: nothing, output: nothing },
  /** Opens the folder of the documents in the system's file manager. */
  'app.openDocs': { input: nothing, output: nothing },
  'app.interfaces': { input: nothing, output: z.array(LocalInterface) },

  'forward.add': {
    input: z.object({ settings: ForwardSettings, start: z.boolean(), ...start }),
    output: Forward,
  },
  /**
   * All of it or, where one cannot be, nothing. What is added is not started; `names` are what the contexts of the file
   * stood for, remembered for the next one.
   */
  'forward.apply': {
    input: z.object({ changes: ForwardChanges, names: ContextNames, ...consent }),
    output: AppliedChanges,
  },
  /** Takes back what was applied together in this run. */
  'forward.undoApply': { input: z.object({ undo: z.uuid(), ...consent }), output: nothing },
  /** Reads a text to import and adds nothing. */
  'forward.readImport': { input: z.object({ text: z.string().max(maxImportLength) }), output: ImportPreview },
  /** Saved forwards, all of them for null, as the text of a workspace file. */
  'forward.exportWorkspace': { input: Exported, output: z.object({ text: z.string() }) },
  /** Saved forwards, all of them for null, as lines of kubectl; so many are `left` as a comment, since it cannot reach them. */
  'forward.exportKubectl': {
    input: Exported,
    output: z.object({ text: z.string(), written: z.int(), left: z.int() }),
  },
  /**
   * A running session goes on with the new settings, on the same port where that did not change; one that takes over a
   * port is started.
   */
  'forward.update': { input: ById.extend({ settings: ForwardSettings, ...start }), output: Forward },
  /** Changes where several stand: all of them or, where one is not there, none. */
  'forward.updateMany': { input: Many.extend({ place: ForwardPlace }), output: nothing },
  'forward.remove': { input: ById, output: nothing },
  /** All of them or, where one is not there, none. */
  'forward.removeMany': { input: Many, output: nothing },
  /** Brings back those that were removed in this run, where they stood, running if they ran; all or none. */
  'forward.undoRemoveMany': { input: Many, output: nothing },
  'forward.start': { input: ById.extend(start), output: nothing },
  'forward.stop': { input: ById, output: nothing },
  /** Puts one directly before or after another, into the group of which it comes. */
  'forward.move': { input: Many.extend({ beside: ForwardId, side: MoveSide }), output: nothing },
  /** Puts a whole group directly before or after another; both are named. */
  'forward.moveGroup': {
    input: z.object({ group: GroupName, beside: GroupName, side: MoveSide }),
    output: nothing,
  },
  /** Those that cannot start say so by their state. */
  'forward.startMany': { input: Many.extend(consent), output: nothing },
  'forward.stopMany': { input: Many, output: nothing },
  /** The time after which they end by themselves counts anew for those that run and would end; answers with these. */
  'forward.keepRunning': { input: Many.extend(consent), output: z.array(ForwardId) },
  'forward.startAll': { input: nothing, output: nothing },
  'forward.stopAll': { input: nothing, output: nothing },
  /** Who has a local port; `wantedBy` is the forward that would listen there, null for a new one. */
  'forward.inquirePort': {
    input: z.object({
      addresses: z.array(BindAddress).min(1).max(16),
      port: z.int().min(1).max(65_535),
      wantedBy: ForwardId.nullable(),
    }),
    output: PortHolding,
  },
  /** Resets one of a forward's connections, both sides; nothing happens where it has ended by itself. */
  'forward.closeConnection': { input: ById.extend({ connection: z.int() }), output: nothing },
  /** Which forward's connections and remote peers the window shows now; null for none. */
  'forward.watchConnections': { input: z.object({ id: ForwardId.nullable() }), output: nothing },

  /** The names of the Secrets beside a forward's target; no value of one is read. */
  'secret.names': { input: ById, output: z.array(z.string()) },
  /** The keys of one that the person has chosen: all of it is read for them, and its values are dropped at once. */
  'secret.keys': { input: ById.extend({ name: SecretLink.shape.name }), output: z.array(z.string()) },
  /**
   * Reads the linked Secret and copies its password, or the URL with user and password in it. Neither comes to the window;
   * `secret.clipboard` tells until when it is there.
   */
  'secret.copy': { input: ById.extend({ url: BareUrl.nullable() }), output: nothing },

  /** Takes effect at once, and is remembered. */
  'settings.change': { input: SettingsChange, output: nothing },

  /** Marks a context as production, or says anew when its forwards end. */
  'production.mark': { input: ProductionContext, output: nothing },
  'production.unmark': { input: z.object({ context: z.string() }), output: nothing },
  /** The person has answered what `production.asked` tells of. */
  'production.settle': { input: nothing, output: nothing },

  /** Opens a local address for a service or pod, through the API server; it lasts until it is stopped, or Portolan is. */
  'proxy.start': { input: NewApiProxy.extend(consent), output: ApiProxy },
  'proxy.stop': { input: z.object({ id: ApiProxyId }), output: nothing },
  /** Opens its local address in the browser. */
  'proxy.open': { input: z.object({ id: ApiProxyId }), output: nothing },

  /** Serves the host of an address of a route of the target that is shown; it lasts until it is stopped, or Portolan is. */
  'entry.start': { input: WayAddress.extend({ local: LocalPort, ...consent }), output: LocalEntry },
  'entry.stop': { input: z.object({ id: LocalEntryId }), output: nothing },
  /** Opens a path of it in the browser. */
  'entry.open': { input: z.object({ id: LocalEntryId, path: EntryPath }), output: nothing },

  /** The last minute of all forwards. */
  'traffic.recent': { input: nothing, output: z.array(RecentTraffic) },
  /** One forward's ports and pods over one span. */
  'traffic.history': { input: ById.extend({ span: TrafficSpan }), output: TrafficHistory },

  'cluster.add': { input: NewCluster, output: AddedCluster },
  /** Only contexts that were added in the window; those of kubeconfig files are the person's own. */
  'cluster.remove': { input: z.object({ context: z.string() }), output: nothing },
  /** Brings back one that was removed in this run, with its secrets, which never come to the window. */
  'cluster.undoRemove': { input: z.object({ context: z.string() }), output: nothing },
  /** Tries again now instead of at `retryAt`. */
  'cluster.retry': { input: z.object({ context: z.string() }), output: nothing },
  /** Starts the built-in demo cluster, if need be, and answers with its context's name. */
  'demo.start': { input: nothing, output: z.object({ context: z.string() }) },

  /** The window shows this context and namespace (null: all) now; `catalog.changed` events follow. */
  'catalog.open': {
    input: z.object({ context: z.string(), namespace: z.string().nullable() }),
    output: nothing,
  },
  'catalog.close': { input: nothing, output: nothing },
  /** What of a namespace (null: of all) can be forwarded to, read once, for the search over everything. */
  'catalog.targets': {
    input: z.object({ context: z.string(), namespace: z.string().nullable(), rows: FoundRows }),
    output: z.array(FoundObjects),
  },
  /** The ports a target declares, for the editor. */
  'catalog.ports': { input: Target, output: z.array(TargetPort) },

  /** The window shows the ways in to this target now; `ways.changed` events follow. */
  'ways.open': { input: Target, output: nothing },
  'ways.close': { input: nothing, output: nothing },
  /** Tries the ways in that are shown from this computer; `ways.probed` tells of each address, the answer comes after the last. */
  'ways.probe': { input: nothing, output: nothing },
  /** Opens an address of a route of the target that is shown in the browser. */
  'ways.openAddress': { input: WayAddress, output: nothing },
} as const;

const revised = { revision: z.int() };

/** Every event the window may hear. Events say what now is; they never command. */
export const events = {
  'forwards.changed': z.object({ ...revised, forwards: z.array(Forward) }),
  /** One of them, in its place. */
  'forward.changed': z.object({ ...revised, forward: Forward }),
  'session.changed': z.object({ ...revised, id: ForwardId, state: SessionState }),
  'timeline.added': z.object({ ...revised, id: ForwardId, entry: TimelineEntry }),
  'contexts.changed': z.object({ ...revised, contexts: z.array(ContextInfo) }),
  'cluster.changed': z.object({ ...revised, context: z.string(), status: ClusterStatus }),
  'notices.changed': z.object({ ...revised, notices: z.array(Notice) }),
  /** A file with forwards was opened; the window shows what is in it. */
  'file.opened': z.object({ text: z.string() }),
  /** A secret was put on the clipboard, or left it. */
  'secret.clipboard': SecretOnClipboard,
  'settings.changed': z.object({ ...revised, settings: Settings }),
  'destination.changed': z.object({ ...revised, destination: PendingDestination.nullable() }),
  /** All of them, in the order in which they were started. */
  'proxies.changed': z.object({ ...revised, proxies: z.array(ApiProxy) }),
  'entries.changed': z.object({ ...revised, entries: z.array(LocalEntry) }),
  'production.changed': z.object({ ...revised, contexts: z.array(ProductionContext) }),
  /** What the tray or a notification was told to do, and that waits for the person to confirm it in the window; null for nothing. */
  'production.asked': z.object({ ...revised, asked: Asked.nullable() }),
  /** Once a second for all forwards; none while the window is hidden. */
  traffic: z.object({ at: z.number(), samples: z.array(TrafficSample) }),
  /** Once a second for the forward named by `forward.watchConnections`. */
  connections: z.object({ id: ForwardId, connections: z.array(ConnectionInfo) }),
  /** With `connections`: the remote addresses that have connected in this run, the newest first. */
  peers: z.object({ id: ForwardId, peers: z.array(RemotePeer) }),
  'catalog.changed': z.object({
    context: z.string(),
    namespace: z.string().nullable(),
    deltas: z.array(CatalogDelta),
  }),
  /** All that is known of the ways in to the target that `ways.open` named. */
  'ways.changed': z.object({ target: Target, news: RouteNews }),
  /** What came of trying one address of a way in to it. */
  'ways.probed': z.object({ target: Target, probe: AddressProbe }),
} as const;

export type RequestName = keyof typeof requests;
export type Input<N extends RequestName> = z.infer<(typeof requests)[N]['input']>;
export type Output<N extends RequestName> = z.infer<(typeof requests)[N]['output']>;
export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>;

/** One function for each request: a missing, extra or wrong one is a compile error. */
export type Handlers = { readonly [N in RequestName]: (input: Input<N>) => Promise<Output<N>> };

/** What goes back over IPC. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** The two functions that the preload script puts on `window.portolan`. */
export interface Bridge {
  request(name: string, input: unknown): Promise<Reply<unknown>>;
  subscribe(listener: (name: string, payload: unknown) => void): () => void;
}
