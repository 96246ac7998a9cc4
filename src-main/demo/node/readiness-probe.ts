import { request } from 'node:http';

import type { Container } from '../objects.ts';
import type { PodSandbox } from './pod-sandbox.ts';

/** Asks each container that has an HTTP readiness probe; one without is ready as soon as it runs. */
export async function probeReadiness(
  sandbox: PodSandbox,
  containers: readonly Container[],
): Promise<boolean> {
  const answers = await Promise.all(containers.map((container) => probe(sandbox, container)));
  return answers.every(Boolean);
}

/** How often the pod's probes ask, in ms; null when there are none. */
export function probePeriodMs(containers: readonly Container[]): number | null {
  const periods = containers.flatMap(({ readinessProbe }) =>
    readinessProbe?.httpGet ? [(readinessProbe.periodSeconds ?? 10) * 1_000] : [],
  );
  return periods.length > 0 ? Math.min(...periods) : null;
}

async function probe(sandbox: PodSandbox, { readinessProbe, ports = [] }: Container): Promise<boolean> {
  const get = readinessProbe?.httpGet;
  if (!get) return true;
  const port =
    typeof get.port === 'number' ? get.port : ports.find(({ name }) => name === get.port)?.containerPort;
  const socket = await sandbox.dial(port ?? 0);
  if (!socket) return false;
  return new Promise((resolve) => {
    const asked = request({ createConnection: () => socket, path: get.path ?? '/' });
    asked.on('response', (response) => {
      response.resume();
      resolve(response.statusCode !== undefined && response.statusCode < 400);
      socket.destroy();
    });
    asked.on('error', () => resolve(false));
    asked.end();
  });
}
