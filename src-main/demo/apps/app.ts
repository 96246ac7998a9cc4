import type { Socket } from 'node:net';

import type { PodServers } from '../node/pod-sandbox.ts';
import type { Ingress } from '../objects.ts';

/** What an application knows of the pod that it runs in (the downward API of a real one). */
export interface PodIdentity {
  readonly name: string;
  readonly namespace: string;
  readonly ip: string;
  readonly node: string;
  readonly startedAt: Date;
}

/** The cluster as its pods see it: by a service account that may read Ingresses, and by its network. */
export interface InnerCluster {
  ingresses(): readonly Ingress[];
  /** A connection to a ready pod of a service's port, by number or name; null where there is none, or nothing listens there. */
  dial(namespace: string, service: string, port: string): Promise<Socket | null>;
}

/** What an application can do to its pod, and ask of its cluster. */
export interface AppHost extends PodIdentity {
  readonly cluster: InnerCluster;
  /** Ends the application's process; the kubelet starts it again in the same pod. */
  exit(): void;
}

/** The program of an image: its servers, which the pod then starts. */
export type App = (pod: AppHost, args: readonly string[]) => PodServers;
