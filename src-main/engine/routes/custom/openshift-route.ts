import type { Route } from '../../../shared/route.ts';
import { z } from 'zod';
import { type Message, message } from '../../../shared/language/message.ts';
import { lazily } from '../../../shared/lazily.ts';
import type { EntryObject } from '../../kube/kube-objects.ts';
import { entranceOfKnown } from '../entrance/controllers.ts';
import { type Lead, leadRoutes, openerOf } from '../entrance/entry-leads.ts';
import { type Place, placed, webPorts } from '../entrance/entry-places.ts';
import { type Entrance, entranceAt } from '../entrance/entry-points.ts';
import { EntryName, EntryPath, entryReader, type ReadEntry } from '../entrance/entry-reader.ts';
import { type Obstacle, refused, untaken, withoutWeight } from '../entrance/obstacles.ts';
import { wordsOf } from '../cluster-text.ts';
import type { PortChoice } from '../service/backends.ts';
import type { ServicePortUse } from '../service/service-ports.ts';
import { elementsOf, orNull } from '../tolerant-schema.ts';
import type { RouteWorld, Subject, SubjectService } from '../world.ts';

const Backend = z.object({
  kind: orNull(z.string()),
  name: EntryName,
  weight: orNull(z.number()),
});

const Condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: orNull(z.string()),
  message: orNull(z.string()),
});

/** What one router says of the route. */
const Admission = z.object({
  host: orNull(EntryName),
  routerName: orNull(EntryName),
  routerCanonicalHostname: orNull(EntryName),
  conditions: elementsOf(Condition),
});
type Admission = z.infer<typeof Admission>;

const OpenshiftRoute = z.object({
  spec: z.object({
    host: orNull(EntryName),
    path: orNull(EntryPath),
    to: orNull(Backend),
    alternateBackends: elementsOf(Backend),
    port: orNull(z.object({ targetPort: z.union([z.int(), EntryName]) })),
    tls: orNull(z.object({ termination: z.string(), insecureEdgeTerminationPolicy: orNull(z.string()) })),
    wildcardPolicy: orNull(z.string()),
  }),
  status: z.object({ ingress: elementsOf(Admission) }).catch({ ingress: [] }),
});
type OpenshiftRoute = ReadEntry<z.infer<typeof OpenshiftRoute>>;
type Spec = OpenshiftRoute['its']['spec'];

const readRoutes = entryReader(OpenshiftRoute);

/** URLs of OpenShift's Routes, by each router that has seen them. */
export function openshiftRoutes(subject: Subject, world: RouteWorld): Route[] {
  const ofRouter = lazily(() => entranceOfKnown('openshift', subject, world));
  const leads = readRoutes(world.entries.openshiftRoutes).flatMap((route) => leadsOf(route, ofRouter));
  return leadRoutes('openshiftRoute', subject, leads);
}

function leadsOf({ object, its: { spec, status } }: OpenshiftRoute, ofRouter: () => Entrance): Lead[] {
  const opener = openerOf('Route', object);
  const unseen: Admission = { host: null, routerName: null, routerCanonicalHostname: null, conditions: [] };
  const admissions = status.ingress.length === 0 ? [unseen] : status.ingress;
  return [...(spec.to === null ? [] : [spec.to]), ...spec.alternateBackends]
    .filter(({ kind }) => (kind ?? 'Service') === 'Service')
    .flatMap(({ name, weight }) =>
      admissions.map((admission) => {
        const canonical = admission.routerCanonicalHostname;
        const at = placed(
          placesOf(spec, admission),
          entranceAt(canonical === null ? [] : [canonical], ofRouter()),
        );
        return {
          ...at,
          opener,
          servedBy: admission.routerName ?? 'OpenShift',
          service: { namespace: opener.namespace, name },
          port: portOf(spec),
          obstacle: weight === 0 ? withoutWeight : (stateOf(admission, object) ?? at.obstacle),
          notes: [...notesOf(spec), ...at.notes],
        };
      }),
    );
}

/** By default it is open for HTTP only; with TLS for HTTPS only, unless it says what becomes of HTTP. */
function placesOf({ host: asked, path, tls, wildcardPolicy }: Spec, { host: given }: Admission): Place[] {
  const host = given ?? asked;
  if (host === null) return [];
  const place = {
    host: wildcardPolicy === 'Subdomain' ? host.replace(/^[^.]*/, '*') : host,
    path: path ?? '/',
    isPattern: false,
  };
  if (tls === null) return [{ ...webPorts.http, ...place }];
  const isAlsoPlain = tls.termination !== 'passthrough' && tls.insecureEdgeTerminationPolicy === 'Allow';
  return [{ ...webPorts.https, ...place }, ...(isAlsoPlain ? [{ ...webPorts.http, ...place }] : [])];
}

/** The router compares it as a text with the names and numbers of endpoints' ports (`endpointsForAlias`). All, where none is said. */
function portOf({ port }: Spec): PortChoice {
  const asked = port?.targetPort ?? null;
  if (asked === null) return { asked: '*', isOf: () => true };
  const text = String(asked);
  return { asked, isOf: (use, its) => use.port.name === text || mayHaveNumber(use, its, text) };
}

/** Without endpoints, the service tells the number, unless it leaves that to its pods by a name. */
function mayHaveNumber(
  { port, declared }: ServicePortUse,
  { slices }: SubjectService,
  text: string,
): boolean {
  const ports = (slices ?? []).flatMap((each) => each.ports ?? []);
  const numbers = ports
    .filter(({ name }) => (name ?? '') === (port.name ?? ''))
    .flatMap(({ port }) => port ?? []);
  if (numbers.length > 0) return numbers.some((number) => String(number) === text);
  const { targetPort = port.port } = declared;
  return typeof targetPort === 'number' ? String(targetPort) === text : /^\d+$/.test(text);
}

function stateOf({ routerName, conditions }: Admission, object: EntryObject): Obstacle | null {
  const by = routerName ?? 'OpenShift';
  const admitted = conditions.find(({ type }) => type === 'Admitted');
  if (admitted === undefined) return untaken(by, object);
  if (admitted.status === 'True') return null;
  return refused(by, wordsOf(admitted.message || admitted.reason || admitted.status));
}

function notesOf({ tls }: Spec): Message[] {
  return [
    ...(tls?.termination === 'passthrough' ? [message('customRoute.passthrough')] : []),
    ...(tls?.insecureEdgeTerminationPolicy === 'Redirect' ? [message('customRoute.redirects')] : []),
  ];
}
