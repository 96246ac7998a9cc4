import type { AppSnapshot } from '../../src-main/shared/api.ts';
import type { ForwardId } from '../../src-main/shared/forward.ts';
import type { Problem } from '../../src-main/shared/problem.ts';
import type { Client } from '../client.ts';
import { said } from '../language.svelte.ts';
import { clusterLook } from '../text/cluster-look.ts';
import type { RowNews } from '../text/news.ts';
import { sessionProblem, summariseSession } from '../text/session-summary.ts';
import type { Announcements } from './announcements.svelte.ts';
import type { ClustersState } from './clusters.svelte.ts';
import type { ForwardsState } from './forwards.svelte.ts';
import type { TrafficState } from './traffic.svelte.ts';

interface RowAnnouncerOptions {
  readonly client: Client;
  readonly forwards: ForwardsState;
  readonly clusters: ClustersState;
  readonly traffic: TrafficState;
  readonly announcements: Announcements;
}

/** A row's news, and what tells whether it is other news than before. */
interface Look {
  readonly row: RowNews;
  readonly key: string;
}

/** Announces what a forward or a cluster is now, whenever its row says something else; made after the replicas it asks. */
export class RowAnnouncer {
  readonly #options: RowAnnouncerOptions;
  readonly #known = new Map<string, string>();

  constructor(options: RowAnnouncerOptions) {
    this.#options = options;
    const { client, forwards } = options;
    client.on('session.changed', ({ id }) => this.#tell(id, this.#forward(id)));
    client.on('cluster.changed', ({ context }) => this.#tell(`cluster ${context}`, this.#cluster(context)));
    client.on('traffic', ({ samples }) => {
      for (const { id } of samples) {
        if (forwards.session(id).phase === 'waiting') this.#tell(id, this.#forward(id));
      }
    });
  }

  /** What is there when the window joins is no news. */
  apply({ sessions, clusters }: AppSnapshot): void {
    this.#known.clear();
    for (const { id } of sessions) this.#learn(id, this.#forward(id));
    for (const { context } of clusters) this.#learn(`cluster ${context}`, this.#cluster(context));
  }

  #tell(about: string, look: Look | null): void {
    if (look !== null && this.#learn(about, look)) this.#options.announcements.announce(about, look.row);
  }

  /** Whether it is news. */
  #learn(about: string, look: Look | null): boolean {
    if (look === null || this.#known.get(about) === look.key) return false;
    this.#known.set(about, look.key);
    return true;
  }

  #forward(id: ForwardId): Look | null {
    const { forwards, traffic } = this.#options;
    const forward = forwards.find(id);
    if (forward === undefined) return null;
    const session = forwards.session(id);
    const held = session.phase === 'waiting' ? traffic.of(id).total.held : 0;
    const { word } = summariseSession(session, held);
    const problem = sayProblem(sessionProblem(session));
    const row: RowNews = { of: 'forward', name: forward.label, state: word, problem };
    // How many connections are held may change every second; that any are is the news.
    return { row, key: JSON.stringify([session.phase, held > 0, problem]) };
  }

  #cluster(name: string): Look | null {
    const { clusters } = this.#options;
    const context = clusters.find(name);
    if (context === undefined) return null;
    const status = clusters.status(name);
    const { word } = clusterLook(context, status);
    const problem = sayProblem(status.phase === 'failed' ? status.problem : null);
    return {
      row: { of: 'cluster', name, state: word, problem },
      key: JSON.stringify([word, problem]),
    };
  }
}

function sayProblem(problem: Problem | null): string | null {
  return problem === null ? null : said(problem.words);
}
