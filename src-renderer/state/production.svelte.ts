import type { AppSnapshot } from '../../src-main/shared/api.ts';
import type { ProductionContext } from '../../src-main/shared/production.ts';
import type { Client } from '../client.ts';

/** The contexts that are marked as production, as the engine last said. */
export class ProductionState {
  list = $state.raw<readonly ProductionContext[]>([]);

  constructor(client: Client) {
    client.on('production.changed', ({ contexts }) => (this.list = contexts));
  }

  apply(snapshot: AppSnapshot): void {
    this.list = snapshot.production;
  }

  has(context: string): boolean {
    return this.of(context) !== undefined;
  }

  of(context: string): ProductionContext | undefined {
    return this.list.find((each) => each.context === context);
  }
}
