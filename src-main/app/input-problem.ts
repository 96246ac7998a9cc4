import { type Message, message } from '../shared/language/message.ts';
import { ProblemError } from '../shared/problem.ts';
import { type Issue, wordsOf } from '../shared/rule.ts';

/** The part of a zod schema that is used here. */
interface Schema {
  safeParse(value: unknown): {
    readonly success: boolean;
    readonly data?: unknown;
    readonly error?: { readonly issues: readonly Issue[] };
  };
}

/** Parses what came over IPC; throws `invalidInput` with one sentence, and each field's fault in the detail. */
export function parseInput(schema: Schema, input: unknown): unknown {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issues = result.error?.issues ?? [];
  throw new ProblemError('invalidInput', sentence(issues[0]), {
    // Never the value itself: it may be a token.
    detail: issues.map((issue) => `${pathOf(issue) ?? 'input'}: ${issue.message}`).join('\n'),
  });
}

function sentence(issue: Issue | undefined): Message {
  if (issue === undefined) return message('input.unusable');
  const words = wordsOf(issue);
  // The contract's own rules are sentences for people; zod's are not.
  return issue.message.endsWith('.')
    ? words
    : message('input.unusableField', { field: pathOf(issue), fault: words });
}

function pathOf(issue: Issue): string | null {
  return issue.path.length === 0 ? null : issue.path.map(String).join('.');
}
