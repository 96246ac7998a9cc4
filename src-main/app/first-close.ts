import { message } from '../shared/language/message.ts';
import type { WindowPlace } from '../shared/window-place.ts';
import type { Alert } from '../engine/alerts/alert-words.ts';
import type { JsonFile } from '../engine/store/json-file.ts';

/** Closing the window is not quitting. */
export const goesOn: Alert = {
  kind: 'tray',
  title: message('day.goesOn'),
  body: message('day.goesOnSentence'),
  leadsTo: null,
};

/** Calls `tell` when the window is closed for the first time on this computer, and never again. */
export function onFirstClose(place: JsonFile<WindowPlace>, tell: () => void): () => void {
  return () => {
    if (place.value.closedBefore) return;
    void place.write({ ...place.value, closedBefore: true });
    tell();
  };
}
