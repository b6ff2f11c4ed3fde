export const n = 0;
