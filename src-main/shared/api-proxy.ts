import { z } from 'zod';
import { LocalPort, RemotePort } from './port-pair.ts';
import { Problem } from './problem.ts';
import { Endpoint } from './session.ts';
import { Target } from './target.ts';

/** A local address to be opened for one port of a service or pod, through the API server's proxy. */
export const NewApiProxy = z.object({
  target: Target,
  /** Null for the only port that may be a web server's. */
  remote: RemotePort.nullable(),
  /** What listens there; null for what its name and number say. */
  scheme: z.enum(['http', 'https']).nullable(),
  local: LocalPort,
});
export type NewApiProxy = z.infer<typeof NewApiProxy>;

export const ApiProxyId = z.uuid();
export type ApiProxyId = z.infer<typeof ApiProxyId>;

/** A local address that leads to one port of a service or pod. It listens as long as it is listed. */
export const ApiProxy = z.object({
  id: ApiProxyId,
  target: Target,
  /** As the API server's path names it. */
  remote: RemotePort,
  scheme: z.enum(['http', 'https']),
  /** All of one port, the first of which is to be shown. */
  endpoints: z.array(Endpoint).min(1),
  /** What was in the way of the last request that anything was in the way of; null since one has passed. */
  problem: Problem.nullable(),
});
export type ApiProxy = z.infer<typeof ApiProxy>;
