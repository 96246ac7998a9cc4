import type { App } from './app.ts';
import { echoApp, linesDbApp, silentApp, testServerApp } from './tcp-apps.ts';
import { webApp } from './web-app.ts';

const programs: Readonly<Record<string, App>> = {
  web: webApp,
  'orders-db': linesDbApp,
  echo: echoApp,
  testserver: testServerApp,
  silent: silentApp,
};

/** The program of an image, by the last part of its name without the tag; null for an image that cannot be pulled. */
export function programOf(image: string): App | null {
  const name = /([^/:@]+)(?::[^/]*)?(?:@.*)?$/.exec(image)?.[1] ?? '';
  return programs[name] ?? null;
}
