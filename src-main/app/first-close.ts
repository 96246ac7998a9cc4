import { message } from '../shared/language/message.ts';
import type { WindowPlace } from '../shared/window-place.ts';
import type { Alert } from '../engine/alerts/alert-words.ts';
import type { JsonFile } from '../engine/store/json-file.ts';

/**
 * Closing the window is not quitting. Not every desktop of Linux shows a tray, and Electron does not tell which (without a
 * `StatusNotifierWatcher` on the bus there may still be one of X11): there it is said how the window comes back without one.
 */
export function goesOn(platform: NodeJS.Platform): Alert {
  const hasTray = platform !== 'linux';
  return {
    kind: 'tray',
    title: message(hasTray ? 'day.goesOn' : 'day.goesOnLinux'),
    body: message(hasTray ? 'day.goesOnSentence' : 'day.goesOnLinuxSentence'),
    leadsTo: null,
  };
}

/** Calls `tell` when the window is closed for the first time on this computer, and never again. */
export function onFirstClose(place: JsonFile<WindowPlace>, tell: () => void): () => void {
  return () => {
    if (place.value.closedBefore) return;
    void place.write({ ...place.value, closedBefore: true });
    tell();
  };
}
