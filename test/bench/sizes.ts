const mib = 1024 * 1024;

/** How much each scenario does. */
export interface Sizes {
  /** Connections one after the other, for each round trip in milliseconds that is added. */
  readonly sequential: readonly { readonly rttMs: number; readonly connections: number }[];
  readonly atOnce: readonly number[];
  readonly slowReadersMs: number;
  readonly oneWayBytes: number;
  readonly bothWaysBytes: number;
  readonly parallelBytes: number;
  readonly warmUpBytes: number;
  /** Echoes that the others ask for while one client stalls. */
  readonly probes: number;
  readonly idleMs: number;
  readonly idleForwards: number;
  readonly manyForwards: number;
}

/** What the document shows; slow readers and idle forwards shorter than tunnel.md, 12, whose times are minutes for each peer. */
export const fullSizes: Sizes = {
  sequential: [
    { rttMs: 0, connections: 100 },
    { rttMs: 30, connections: 30 },
    { rttMs: 100, connections: 10 },
  ],
  atOnce: [50, 200, 500, 1000],
  slowReadersMs: 10_000,
  oneWayBytes: 1024 * mib,
  bothWaysBytes: 1024 * mib,
  parallelBytes: 128 * mib,
  warmUpBytes: 64 * mib,
  probes: 50,
  idleMs: 12_000,
  idleForwards: 30,
  manyForwards: 300,
};

/** Whether everything works, in a small part of the time; its figures say little. */
export const quickSizes: Sizes = {
  sequential: [
    { rttMs: 0, connections: 10 },
    { rttMs: 30, connections: 5 },
    { rttMs: 100, connections: 3 },
  ],
  atOnce: [50, 200, 500, 1000],
  slowReadersMs: 1_000,
  oneWayBytes: 64 * mib,
  bothWaysBytes: 32 * mib,
  parallelBytes: 16 * mib,
  warmUpBytes: 8 * mib,
  probes: 20,
  idleMs: 2_000,
  idleForwards: 5,
  manyForwards: 20,
};

export function asMiB(bytes: number): number {
  return bytes / mib;
}

export function asGiB(bytes: number): number {
  return asMiB(bytes) / 1024;
}
