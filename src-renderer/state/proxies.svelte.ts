import type { ApiProxy } from '../../src-main/shared/api-proxy.ts';
import type { AppSnapshot } from '../../src-main/shared/api.ts';
import type { RemotePort } from '../../src-main/shared/port-pair.ts';
import { type Target, targetKey } from '../../src-main/shared/target.ts';
import type { Client } from '../client.ts';

/** A port of a service or pod that an API server leads to. */
export interface ServedPort {
  readonly target: Target;
  readonly remote: RemotePort;
}

/** The local addresses that lead through API servers, as the engine last said. */
export class ProxiesState {
  list = $state.raw<readonly ApiProxy[]>([]);

  constructor(client: Client) {
    client.on('proxies.changed', ({ proxies }) => (this.list = proxies));
  }

  apply(snapshot: AppSnapshot): void {
    this.list = snapshot.proxies;
  }

  /** The one that leads to a port already. */
  to({ target, remote }: ServedPort): ApiProxy | undefined {
    return this.list.find((each) => each.remote === remote && targetKey(each.target) === targetKey(target));
  }
}
