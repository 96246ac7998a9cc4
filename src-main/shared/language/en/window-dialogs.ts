export const windowDialogs = {};
