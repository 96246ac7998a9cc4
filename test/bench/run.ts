import type { ScenarioId } from './metric.ts';
import { rotated, type PeerId } from './peers.ts';
import { say, wordsOf } from './progress.ts';
import { Results } from './results.ts';
import type { Scenario } from './scenario.ts';
import type { World } from './world.ts';

/**
 * All scenarios, round by round, and in each round all peers of one scenario before the next.
 * What a peer fails at is a result and not an end; the signal ends the run after the present measurement.
 */
export async function runScenarios(
  world: World,
  scenarios: readonly Scenario[],
  rounds: number,
  afterRound: (results: Results) => Promise<void>,
  signal: AbortSignal,
): Promise<Results> {
  const results = new Results();
  for (let round = 0; round < rounds; round += 1) {
    for (const scenario of scenarios) {
      const startedMs = performance.now();
      await runRound(world, scenario, round, results, signal);
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
      say(`round ${round + 1} of ${rounds}: ${scenario.name}, ${seconds} s`);
    }
    await afterRound(results);
  }
  return results;
}

async function runRound(
  world: World,
  scenario: Scenario,
  round: number,
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  const order = rotated(scenario.peers, round);
  const fail = (peer: PeerId, error: unknown) => {
    const reason = wordsOf(error);
    say(`${scenario.name}, ${peer}: ${reason}`);
    results.fail({ scenario: tableOf(scenario), peer, round, reason });
  };
  switch (scenario.kind) {
    case 'separate':
      for (const peer of order) {
        signal.throwIfAborted();
        try {
          results.add(peer, round, await scenario.run(world, peer));
        } catch (error) {
          fail(peer, error);
        }
      }
      return;
    case 'shared':
      signal.throwIfAborted();
      try {
        const measured = await scenario.run(world, order);
        for (const [peer, found] of measured) {
          if (found instanceof Error) fail(peer, found);
          else results.add(peer, round, found);
        }
      } catch (error) {
        for (const peer of order) fail(peer, error);
      }
  }
}

/** The table that a scenario is named for. */
export function tableOf({ name }: Scenario): ScenarioId {
  return name.charAt(0) as ScenarioId;
}
