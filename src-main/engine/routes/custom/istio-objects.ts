import { z } from 'zod';
import { EntryName, EntryPath, entryReader, type ReadEntry } from '../entrance/entry-reader.ts';
import { elementsOf, orNull } from '../tolerant-schema.ts';

const Host = z.string().min(1).max(510).toLowerCase();

const Server = z.object({
  port: z.object({ number: z.int(), protocol: z.string().toUpperCase() }),
  /** Each may begin with `NAMESPACE/`. */
  hosts: elementsOf(Host),
  tls: orNull(z.object({ mode: orNull(z.string().toUpperCase()), httpsRedirect: orNull(z.boolean()) })),
});
export type IstioServer = z.infer<typeof Server>;

const Gateway = z.object({
  spec: z.object({
    selector: z.record(z.string(), z.string()).catch({}),
    servers: elementsOf(Server),
  }),
});
export type IstioGateway = ReadEntry<z.infer<typeof Gateway>>;
export const readIstioGateways = entryReader(Gateway);

/** Of HTTP, TLS or TCP: what it has beyond these narrows further. */
const Match = z.looseObject({
  uri: orNull(z.object({ exact: orNull(EntryPath), prefix: orNull(EntryPath), regex: orNull(EntryPath) })),
  sniHosts: elementsOf(Host),
  gateways: elementsOf(EntryName),
  port: orNull(z.int()),
});
export type IstioMatch = z.infer<typeof Match>;

const Destination = z.object({
  destination: z.object({
    host: Host,
    subset: orNull(EntryName),
    port: orNull(z.object({ number: z.int() })),
  }),
  weight: orNull(z.number()),
});
export type IstioDestination = z.infer<typeof Destination>;

const Rule = z.object({
  match: elementsOf(Match),
  route: elementsOf(Destination),
  delegate: orNull(z.object({ name: EntryName, namespace: orNull(EntryName) })),
});
export type IstioRule = z.infer<typeof Rule>;

const VirtualService = z.object({
  spec: z.object({
    /** None where others delegate to it. */
    hosts: elementsOf(Host),
    /** Inside the mesh where it names none. */
    gateways: elementsOf(EntryName),
    http: elementsOf(Rule),
    tls: elementsOf(Rule),
    tcp: elementsOf(Rule),
    /** Everywhere where it names none. */
    exportTo: elementsOf(EntryName),
  }),
});
export type VirtualService = ReadEntry<z.infer<typeof VirtualService>>;
export const readVirtualServices = entryReader(VirtualService);
