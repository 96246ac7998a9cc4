import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { apiServerUrl } from './addresses.ts';
import { adminToken } from './api-probe.ts';
import type { Manifest } from './manifests.ts';
import { files } from './work-folder.ts';

/** As many at once as keep the API server busy; more only wait for each other. */
const atOnce = 48;

/**
 * Posts thousands of objects to a path of our own API server as administrator: 500 a second on two cores, where kubectl's
 * own limit is 50. Rejects with the server's answer where one is refused.
 */
export async function createMany(
  path: string,
  objects: readonly Omit<Manifest, 'apiVersion' | 'kind'>[],
): Promise<void> {
  const api = new Agent({
    connect: { ca: readFileSync(files.certificateAuthority, 'utf8') },
    connections: atOnce,
  });
  const headers = { authorization: `Bearer ${adminToken()}`, 'content-type': 'application/json' };
  const waiting = objects.values();
  const postEach = async (): Promise<void> => {
    for (const object of waiting) {
      const options = { method: 'POST', headers, body: JSON.stringify(object), dispatcher: api } as const;
      const { statusCode, body } = await request(`${apiServerUrl}${path}`, options);
      const answer = await body.text();
      if (statusCode !== 201) throw new Error(`${path}: ${String(statusCode)} ${answer}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, postEach)).finally(() => api.close());
}
