import type { z } from 'zod';
import { message, type Message } from '../../shared/language/message.ts';

/** The first fault that a schema found, after the path to its field; the path's parts stand around `separator`. */
export function fieldFault({ issues }: z.ZodError, separator: string): Message {
  const [issue] = issues;
  if (issue === undefined) return message('import.faultOther', { english: '' });
  const field = issue.path.map(String).join(separator);
  return field === '' ? faultOf(issue) : message('import.fieldFault', { field, fault: faultOf(issue) });
}

/** zod speaks English to us; what the other languages say instead is made of the same facts. */
function faultOf(issue: z.core.$ZodIssue): Message {
  const english = issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return message('import.faultType', { english, expected: issue.expected });
    case 'invalid_value':
      return message('import.faultChoice', { english, choices: issue.values.map(String) });
    case 'too_big':
      return message('import.faultTooBig', { english, of: issue.origin, most: Number(issue.maximum) });
    case 'too_small':
      return message('import.faultTooSmall', { english, of: issue.origin, least: Number(issue.minimum) });
    case 'unrecognized_keys':
      return message('import.faultUnknown', { english, fields: issue.keys });
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return message('import.faultOther', { english });
  }
}
