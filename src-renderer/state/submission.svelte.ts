import { problemOf, type Problem } from '../../src-main/shared/problem.ts';

/** What became of a form that was sent: under way, or refused with a problem. */
export class Submission {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** Sends with `send`, unless that is already under way; null where the form cannot be sent as it is. */
  async try(send: (() => Promise<void>) | null): Promise<void> {
    if (this.busy) return;
    this.problem = null;
    if (send === null) return;
    this.busy = true;
    try {
      await send();
    } catch (error) {
      this.problem = problemOf(error);
    } finally {
      this.busy = false;
    }
  }
}
