import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import type { KubeClient, PassedRequest } from '../kube/kube-client.ts';
import { type Answer, answerOfMessage, answerOfPool, peek } from '../web/answer.ts';
import type { Refused } from '../web/gate.ts';
import { switchOf } from '../web/upgrade.ts';
import type { Incoming, Reached, Site } from '../web/web-server.ts';
import { apiRefusal } from './api-refusal.ts';
import { localAnswer } from './page.ts';
import { passUpgrade } from './pass-upgrade.ts';
import { isPassable } from './passable-target.ts';
import type { Place } from './place.ts';
import { requestHeaders } from './request-headers.ts';

interface ApiProxySiteOptions {
  readonly client: KubeClient;
  readonly target: Target;
  readonly place: Omit<Place, 'server'>;
  readonly clock: Clock;
}

/** What came from the API server, and through which. */
interface Passed {
  readonly place: Place;
  readonly answer: Answer;
  readonly switched: Reached['switched'];
}

/** One service or pod through the API server, with the context's credentials: `kubectl proxy` for one path. */
export class ApiProxySite implements Site {
  readonly name = 'api-proxy';
  readonly #options: ApiProxySiteOptions;

  constructor(options: ApiProxySiteOptions) {
    this.#options = options;
  }

  refusal(target: string): Refused | null {
    return isPassable(target) ? null : { status: 400, words: message('apiProxy.pathRefused') };
  }

  /** Throws what the API server says in the application's place. */
  async reach(incoming: Incoming, signal: AbortSignal): Promise<Reached> {
    const { client, target, place } = this.#options;
    for (let isLast = false; ; isLast = true) {
      const passed = incoming.isUpgrade
        ? await this.#passUpgrade(incoming, signal)
        : await this.#passRequest(incoming, signal);
      const { answer, text } = await this.#peek(passed.answer, incoming, signal);
      const asked = { context: target.context, server: passed.place.server.href, path: place.path };
      const error = text === null ? null : apiRefusal(target, asked, { status: answer.status, body: text });
      if (error === null) return { answer: localAnswer(answer, passed.place), switched: passed.switched };
      if (error.problem.code !== 'unauthorized' || isLast || !(await client.renew())) throw error;
      if (!incoming.body.canReplay) throw new ProblemError('unauthorized', message('apiProxy.sendAgain'));
    }
  }

  /** What an answer to HEAD leaves out is asked for by GET: nothing else says whose answer it is. */
  async #peek(answer: Answer, incoming: Incoming, signal: AbortSignal): ReturnType<typeof peek> {
    const peeked = await peek(answer);
    if (peeked.text === null || incoming.request.method !== 'HEAD') return peeked;
    const { answer: whole } = await this.#passRequest(incoming, signal, { method: 'GET' });
    const { answer: rest, text } = await peek(whole);
    // undici calls a body that is left unread an error.
    rest.body.on('error', () => undefined).destroy();
    return { ...peeked, text };
  }

  async #passRequest(
    incoming: Incoming,
    signal: AbortSignal,
    change: { method?: 'GET' } = {},
  ): Promise<Passed> {
    const { client, place } = this.#options;
    const build = (server: URL): PassedRequest => ({
      ...this.#passed(incoming, { ...place, server }),
      ...change,
      body: incoming.body.stream(),
    });
    const { server, response } = await client.pass(build, signal);
    return { place: { ...place, server }, answer: answerOfPool(response), switched: null };
  }

  async #passUpgrade(incoming: Incoming, signal: AbortSignal): Promise<Passed> {
    const { client, clock } = this.#options;
    const target = await client.upgradeTarget(signal);
    const place = { ...this.#options.place, server: target.server };
    const passed = { ...this.#passed(incoming, place), protocol: incoming.request.headers.upgrade ?? '' };
    const upgraded = await passUpgrade(target, passed, clock, signal);
    return { place, answer: answerOfMessage(upgraded.response), switched: switchOf(upgraded) };
  }

  #passed({ request, target }: Incoming, place: Place): Omit<PassedRequest, 'body'> {
    return {
      method: request.method ?? 'GET',
      path: `${place.path}${target}`,
      headers: requestHeaders(request, place),
    };
  }
}
