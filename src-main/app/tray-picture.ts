import { asksForUser, isReachable, type TrayForward } from './tray-forward.ts';

export type TrayPicture = 'calm' | 'exposed' | 'asking';

/**
 * What the icon says without being opened, by its shape: a triangle where somebody is needed, by a forward or for a
 * cluster's login (`logins`), which comes first; else a tag where other machines can reach a forward.
 */
export function trayPicture(forwards: readonly TrayForward[], logins: readonly string[]): TrayPicture {
  if (logins.length > 0 || forwards.some(({ state }) => asksForUser(state))) return 'asking';
  return forwards.some(isReachable) ? 'exposed' : 'calm';
}

/** The file that shows it; one with `@2x` lies beside it. On macOS the system colours it (a template image). */
export function trayPictureFile(picture: TrayPicture, platform: NodeJS.Platform): string {
  const name = { calm: 'tray', exposed: 'trayExposed', asking: 'trayAsking' }[picture];
  return `${name}${platform === 'darwin' ? 'Template' : ''}.png`;
}
