import type { PodServers } from '../node/pod-sandbox.ts';

/** What an application knows of the pod that it runs in (the downward API of a real one). */
export interface PodIdentity {
  readonly name: string;
  readonly namespace: string;
  readonly ip: string;
  readonly node: string;
  readonly startedAt: Date;
}

/** What an application can do to its pod. */
export interface AppHost extends PodIdentity {
  /** Ends the application's process; the kubelet starts it again in the same pod. */
  exit(): void;
}

/** The program of an image: its servers, which the pod then starts. */
export type App = (pod: AppHost, args: readonly string[]) => PodServers;
