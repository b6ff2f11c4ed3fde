/**
 * A random 128-bit id in hex. `crypto.randomUUID` would be shorter, but browsers hide it on pages that came over plain
 * HTTP from another machine, as in a lab with one server.
 */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
