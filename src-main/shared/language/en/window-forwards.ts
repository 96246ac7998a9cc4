export const windowForwards = {};
