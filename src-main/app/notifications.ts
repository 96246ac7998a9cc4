import { Notification } from 'electron';
import type { Alert } from '../engine/alerts/alert-words.ts';
import type { ForwardId } from '../shared/forward.ts';
import type { AppLanguage } from './app-language.ts';
import type { Destinations } from './destinations.ts';
import type { SettingsStore } from './settings-store.ts';

export interface NotificationsOptions {
  readonly settings: SettingsStore;
  readonly language: AppLanguage;
  readonly destinations: Destinations;
  readonly openWindow: () => void;
  /** Lets forwards run on that would end; `show` is what a click on the notification itself does. */
  readonly keepRunning: (ids: readonly ForwardId[], show: () => void) => void;
}

/** The system's own notifications, of the kinds that the person wants; a system without them shows none. */
export class Notifications {
  readonly #options: NotificationsOptions;
  /** Those on the screen: one that is collected as garbage tells of no click any more. */
  readonly #shown = new Set<Notification>();

  constructor(options: NotificationsOptions) {
    this.#options = options;
  }

  show({ kind, title, body, leadsTo, keeps = [] }: Alert): void {
    const { settings, language, destinations, openWindow, keepRunning } = this.#options;
    if (!settings.value.notify[kind] || !Notification.isSupported()) return;
    const notification = new Notification({
      title: language.say(title),
      body: language.say(body),
      // A system whose notifications have no buttons shows none.
      actions: keeps.length === 0 ? [] : [{ type: 'button', text: language.t('exposure.keepRunning') }],
    });
    this.#shown.add(notification);
    const show = () => {
      if (leadsTo !== null) destinations.lead(leadsTo);
      openWindow();
    };
    const forget = () => this.#shown.delete(notification);
    notification.on('close', forget);
    notification.on('click', () => {
      forget();
      show();
    });
    notification.on('action', () => {
      forget();
      keepRunning(keeps, show);
    });
    notification.show();
  }
}
