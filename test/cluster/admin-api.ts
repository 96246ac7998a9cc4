import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { apiServerUrl } from './addresses.ts';
import { adminToken } from './api-probe.ts';
import type { Manifest } from './manifests.ts';
import { files } from './work-folder.ts';

/** As many at once as keep the API server busy; more only wait for each other. */
const atOnce = 48;

type NewObject = Omit<Manifest, 'apiVersion' | 'kind'>;

/**
 * Writes to our own API server as administrator: 500 objects a second on two cores, where kubectl's own limit is 50. Each
 * method rejects with the server's answer where it refuses.
 */
export class AdminApi implements AsyncDisposable {
  readonly #agent = new Agent({
    connect: { ca: readFileSync(files.certificateAuthority, 'utf8') },
    connections: atOnce,
  });
  readonly #headers = { authorization: `Bearer ${adminToken()}`, 'content-type': 'application/json' };

  /** Posts thousands of objects to a path. */
  async createMany(path: string, objects: readonly NewObject[]): Promise<void> {
    const waiting = objects.values();
    const postEach = async (): Promise<void> => {
      for (const object of waiting) await this.create(path, object);
    };
    await Promise.all(Array.from({ length: atOnce }, postEach));
  }

  create(path: string, object: NewObject): Promise<void> {
    return this.#send('POST', path, JSON.stringify(object));
  }

  delete(path: string): Promise<void> {
    return this.#send('DELETE', path, null);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.close();
  }

  async #send(method: 'POST' | 'DELETE', path: string, body: string | null): Promise<void> {
    const options = { method, headers: this.#headers, body, dispatcher: this.#agent };
    const { statusCode, body: answer } = await request(`${apiServerUrl}${path}`, options);
    const text = await answer.text();
    if (statusCode >= 300) throw new Error(`${method} ${path}: ${String(statusCode)} ${text}`);
  }
}
