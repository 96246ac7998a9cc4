import type { AppSnapshot } from '../../src-main/shared/api.ts';
import { type Density, firstSettings, type Settings } from '../../src-main/shared/settings.ts';
import type { Client } from '../client.ts';
import { speak } from '../language.svelte.ts';

/** Of two lines, or of one; in CSS pixels. */
const rowHeights: Record<Density, number> = { comfortable: 50, compact: 34 };

/** What the person chose for the whole app, as the main process last said. */
export class SettingsState {
  value = $state.raw<Settings>(firstSettings);
  /** How high a row of a list is. */
  readonly rowHeight = $derived(rowHeights[this.value.density]);
  #preferredLanguages: readonly string[] = [];

  constructor(client: Client) {
    client.on('settings.changed', ({ settings }) => this.#take(settings));
  }

  apply(snapshot: AppSnapshot): void {
    this.#preferredLanguages = snapshot.preferredLanguages;
    this.#take(snapshot.settings);
  }

  #take(settings: Settings): void {
    this.value = settings;
    speak(settings.language, this.#preferredLanguages);
  }
}
