import { expect, test } from 'vitest';
import { ProblemError } from '../../../src-main/shared/problem.ts';
import { Submission } from '../../../src-renderer/state/submission.svelte.ts';

test('a form is sent once, however often it is asked to', async () => {
  const submission = new Submission();
  const sent = Promise.withResolvers<undefined>();
  let sends = 0;
  const send = (): Promise<undefined> => {
    sends += 1;
    return sent.promise;
  };
  const first = submission.try(send);
  await submission.try(send);
  const whileSent = submission.busy;
  sent.resolve(undefined);
  await first;
  expect([sends, whileSent, submission.busy]).toEqual([1, true, false]);
});

test('a refusal is kept until the form is sent again', async () => {
  const submission = new Submission();
  await submission.try(() => Promise.reject(new ProblemError('portInUse', 'Taken. Choose another.')));
  const refused = submission.problem?.code;
  await submission.try(() => Promise.resolve());
  expect([refused, submission.problem, submission.busy]).toEqual(['portInUse', null, false]);
});
