import type { App, Session, WebContents } from 'electron';

/** Where the built page lives: a scheme of our own has no access to files and no origin shared with anything. */
export const appOrigin = 'app://portolan';

/** Sent with every file of the page. Nothing is fetched, framed or run that did not come with the app. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What a message's frame is known by; Electron's `WebFrameMain` has it. */
export interface Frame {
  readonly url: string;
  readonly parent: Frame | null;
}

/** True for the main frame of our own page alone: not for a frame inside it, nor for a page it was led to. */
export function isOurPage(frame: Frame | null, origin: string): boolean {
  if (frame === null || frame.parent !== null) return false;
  // Not `new URL(…).origin`: it is "null" for schemes of our own.
  return frame.url === origin || frame.url.startsWith(`${origin}/`);
}

/** Refuses every permission a page could ask for (camera, notifications, clipboard reading …). */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** No page of the app leaves its place, opens another or embeds one. */
export function confinePages(app: App, origin: string): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, origin));
}

function confine(contents: WebContents, origin: string): void {
  contents.on('will-navigate', (event) => {
    // The development server reloads the page it served; anything else is a way out.
    if (!isOurPage({ url: event.url, parent: null }, origin)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
