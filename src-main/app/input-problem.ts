import { ProblemError } from '../shared/problem.ts';

/** The part of a zod schema that is used here. */
interface Schema {
  safeParse(value: unknown): {
    readonly success: boolean;
    readonly data?: unknown;
    readonly error?: { readonly issues: readonly Issue[] };
  };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Parses what came over IPC; throws `invalidInput` with one sentence, and each field's fault in the detail. */
export function parseInput(schema: Schema, input: unknown): unknown {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issues = result.error?.issues ?? [];
  throw new ProblemError('invalidInput', sentence(issues[0]), {
    // Never the value itself: it may be a token.
    detail: issues.map((issue) => `${pathOf(issue)}: ${issue.message}`).join('\n'),
  });
}

function sentence(issue: Issue | undefined): string {
  // The contract's own rules are written for people; zod's are not.
  if (issue?.message.endsWith('.') === true) return issue.message;
  const what = issue === undefined ? '' : ` (${pathOf(issue)}: ${issue.message})`;
  return `What was entered cannot be used${what}. Correct it and try again.`;
}

function pathOf(issue: Issue): string {
  return issue.path.length === 0 ? 'input' : issue.path.map(String).join('.');
}
