import type { AppSnapshot } from '../../src-main/shared/api.ts';
import { firstSettings, type Settings } from '../../src-main/shared/settings.ts';
import type { Client } from '../client.ts';

/** What the person chose for the whole app, as the main process last said. */
export class SettingsState {
  value = $state.raw<Settings>(firstSettings);

  constructor(client: Client) {
    client.on('settings.changed', ({ settings }) => (this.value = settings));
  }

  apply(snapshot: AppSnapshot): void {
    this.value = snapshot.settings;
  }
}
