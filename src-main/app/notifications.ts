import { Notification } from 'electron';
import type { Alert } from '../engine/alerts/alerts.ts';

/** Shows an alert by the system's own notifications; a system without them shows none. */
export function showAlert({ title, body }: Alert, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  notification.on('click', onClick);
  notification.show();
}
