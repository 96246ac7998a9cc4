/**
 * Whose windows and toasts these are on Windows: the id of the shortcut in the Start menu, which the installer takes from
 * `appId` in electron-builder.yml. Toasts of any other are dropped, or escape what a person chose for Portolan's.
 */
export const userModelId = 'io.portolan.app';
