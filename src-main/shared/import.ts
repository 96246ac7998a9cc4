import { z } from 'zod';
import { Forward } from './forward.ts';
import { Message } from './language/message.ts';
import { Target } from './target.ts';

/** What a text to import was recognised as. */
export const ImportSource = z.enum(['workspace', 'kubectl', 'kftray', 'kube-forwarder', 'kportal']);
export type ImportSource = z.infer<typeof ImportSource>;

/** The longest text that is read, in UTF-16 code units. */
export const maxImportLength = 1_000_000;

const ContextName = z.string().min(1).max(1_000);

/** Which of this person's contexts a name for a cluster in a shared file stands for. */
export const ContextNames = z.record(ContextName, ContextName);
export type ContextNames = z.infer<typeof ContextNames>;

/** A target as another person or program wrote it: its context is a name that may not be known here, or none. */
export const ImportedTarget = Target.extend({
  context: ContextName.nullable(),
  /** Null for the one that the context names, as kubectl has it. */
  namespace: Target.shape.namespace.nullable(),
});

export const ImportedForward = Forward.omit({ id: true, wanted: true, startedAt: true }).extend({
  target: ImportedTarget,
});
export type ImportedForward = z.infer<typeof ImportedForward>;

/** A part of the text that is in no forward, in the writer's own words where it has a name, and the reason. */
export const LeftOut = z.object({ what: Message, why: Message });
export type LeftOut = z.infer<typeof LeftOut>;

/** All that was understood of a text, and all that was not; nothing is added by reading it. */
export const ImportPreview = z.object({
  source: ImportSource,
  forwards: z.array(ImportedForward),
  left: z.array(LeftOut),
  /** What is remembered of the names in it. */
  names: ContextNames,
});
export type ImportPreview = z.infer<typeof ImportPreview>;
