import { Notification } from 'electron';
import type { Alert } from '../engine/alerts/alert-words.ts';
import type { AppLanguage } from './app-language.ts';
import type { Destinations } from './destinations.ts';
import type { SettingsStore } from './settings-store.ts';

export interface NotificationsOptions {
  readonly settings: SettingsStore;
  readonly language: AppLanguage;
  readonly destinations: Destinations;
  readonly openWindow: () => void;
}

/** The system's own notifications, of the kinds that the person wants; a system without them shows none. */
export class Notifications {
  readonly #options: NotificationsOptions;
  /** Those on the screen: one that is collected as garbage tells of no click any more. */
  readonly #shown = new Set<Notification>();

  constructor(options: NotificationsOptions) {
    this.#options = options;
  }

  show({ kind, title, body, leadsTo }: Alert): void {
    const { settings, language, destinations, openWindow } = this.#options;
    if (!settings.value.notify[kind] || !Notification.isSupported()) return;
    const notification = new Notification({ title: language.say(title), body: language.say(body) });
    this.#shown.add(notification);
    notification.on('close', () => this.#shown.delete(notification));
    notification.on('click', () => {
      this.#shown.delete(notification);
      if (leadsTo !== null) destinations.lead(leadsTo);
      openWindow();
    });
    notification.show();
  }
}
