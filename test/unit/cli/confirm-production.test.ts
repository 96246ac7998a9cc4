import { expect, it } from 'vitest';
import { parseCommand } from '../../../src-main/cli/arguments.ts';
import { confirmProduction } from '../../../src-main/cli/confirm-production.ts';

const command = parseCommand(['forward', 'svc/web', '8080:80', '--address', '127.0.0.1']);

async function answered(answer: string | null): Promise<{ asked: string[]; outcome: string }> {
  if (command.kind !== 'forward') throw new Error(command.kind);
  const asked: string[] = [];
  const terminal = {
    print: () => undefined,
    tell: () => undefined,
    ask: (question: string) => {
      asked.push(question);
      return Promise.resolve(answer);
    },
  };
  const outcome = await confirmProduction('prod', command, terminal, AbortSignal.abort()).then(
    () => 'confirmed',
    (error: unknown) => (error as Error).message,
  );
  return { asked, outcome };
}

it.each([
  ['prod', 'confirmed'],
  [' prod ', 'confirmed'],
  ['', 'Nothing was started: “” is not prod. Type the context’s name, or add --production.'],
  ['y', 'Nothing was started: “y” is not prod. Type the context’s name, or add --production.'],
  [null, 'prod is marked as production. Add --production if you mean it.'],
])('the answer %j leads to: %s', async (answer, outcome) => {
  expect(await answered(answer)).toEqual({
    asked: ['prod is marked as production. To forward svc/web to 127.0.0.1, type the context’s name:'],
    outcome,
  });
});
