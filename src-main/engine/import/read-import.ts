import { parseDocument } from 'yaml';
import type { ImportPreview, ImportSource } from '../../shared/import.ts';
import { message } from '../../shared/language/message.ts';
import { type Harvest, unusable } from './harvest.ts';
import { isKftray, readKftray } from './kftray.ts';
import { isKportal, readKportal } from './kportal.ts';
import { hasKubectlLines, readKubectlLines } from './kubectl-lines.ts';
import { isKubeForwarder, readKubeForwarder } from './kube-forwarder.ts';
import { isWorkspace, readWorkspace } from './workspace.ts';

/**
 * Recognises a text and reads the forwards in it. What it cannot use is told entry by entry.
 * Throws `invalidInput` where the text as a whole is nothing that can be imported.
 */
export function readImport(text: string): Omit<ImportPreview, 'names'> {
  // JSON is YAML too.
  const document = parseDocument(text, { logLevel: 'silent' });
  const value: unknown = document.errors.length === 0 ? valueOf(document) : null;
  if (typeof value === 'object' && value !== null) {
    if (isWorkspace(value)) return preview('workspace', readWorkspace(value));
    if ('kind' in value && value.kind === 'Config') {
      throw unusable(message('import.isKubeconfig'));
    }
    if (isKubeForwarder(value)) return preview('kube-forwarder', readKubeForwarder(value));
    if (isKportal(value)) return preview('kportal', readKportal(value));
    if (isKftray(value)) return preview('kftray', readKftray(value));
  }
  if (hasKubectlLines(text)) return preview('kubectl', readKubectlLines(text));
  const [error] = document.errors;
  throw unusable(
    error === undefined || text.trim() === ''
      ? message('import.nothingRecognised')
      : message('import.unreadable', { reason: (error.message.split('\n')[0] ?? '').replace(/:$/, '') }),
  );
}

/** Null for a document whose aliases blow up beyond reason. */
function valueOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS();
  } catch {
    return null;
  }
}

function preview(source: ImportSource, { forwards, left }: Harvest): Omit<ImportPreview, 'names'> {
  return { source, forwards: [...forwards], left: [...left] };
}
