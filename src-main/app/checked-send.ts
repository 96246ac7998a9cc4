import { type EventName, type EventPayload, events } from '../shared/api.ts';
import type { SendEvent } from './event-feed.ts';

/**
 * Sends events to the window. In development and tests each is held against its schema first, and one that does not
 * fit is reported and not sent: a fault in an event must not become a fault of the engine that emitted it.
 */
export function checkedSend(
  check: boolean,
  onFault: (error: unknown) => void,
  send: (name: string, payload: unknown) => void,
): SendEvent {
  if (!check) return send;
  return <N extends EventName>(name: N, payload: EventPayload<N>) => {
    const result = events[name].safeParse(payload);
    if (result.success) send(name, result.data);
    else onFault(new Error(`event ${name} does not fit the contract: ${result.error.message}`));
  };
}
