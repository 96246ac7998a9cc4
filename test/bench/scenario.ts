import type { Measured, Metric } from './metric.ts';
import type { PeerId } from './peers.ts';
import type { World } from './world.ts';

interface Described {
  /** Names it in the progress and on the command line; begins with the letter of the plan. */
  readonly name: string;
  /** What was done, with its sizes: stands above the table. */
  method(world: World): string;
  /** The lines that it adds to the tables. */
  metrics(world: World): readonly Metric[];
}

/** One peer after the other. */
export interface SeparateScenario extends Described {
  readonly kind: 'separate';
  readonly peers: readonly PeerId[];
  run(world: World, peer: PeerId): Promise<Measured>;
}

/** All peers at the same moment, where one event hits them all or where they only wait. */
export interface SharedScenario extends Described {
  readonly kind: 'shared';
  readonly peers: readonly PeerId[];
  /** An error where one peer gave no figures. */
  run(world: World, peers: readonly PeerId[]): Promise<ReadonlyMap<PeerId, Measured | Error>>;
}

export type Scenario = SeparateScenario | SharedScenario;
