export const line = (words) => `from ${words}`;
