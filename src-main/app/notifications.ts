import { Notification } from 'electron';

/** Shows words by the system's own notifications; a system without them shows none. */
export function showAlert(title: string, body: string, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  notification.on('click', onClick);
  notification.show();
}
