import { ideSessions } from "@/api/endpoints.ts";
import { Store } from "@/lib/store.ts";

export interface Preview {
  port: number;
  /** Where the port is shown, without a path; null while that is asked for. */
  origin: string | null;
  path: string;
  /** Counts reloads: a frame of another page cannot be reloaded from here. */
  round: number;
  error: string | null;
}

/** The preview of a port that something in the session listens at. */
export class PreviewStore extends Store<Preview | null> {
  private readonly session: string;

  constructor(session: string) {
    super(null);
    this.session = session;
  }

  async open(port: number, path = "/"): Promise<void> {
    this.set({ port, origin: null, path, round: 0, error: null });
    try {
      const { url } = await ideSessions.preview(this.session, port);
      this.change(port, { origin: url.replace(/\/$/, "") });
    } catch (failure) {
      this.change(port, { error: (failure as Error).message });
    }
  }

  go(path: string): void {
    this.update(
      (before) => before && { ...before, path: path.startsWith("/") ? path : `/${path}`, round: before.round + 1 },
    );
  }

  /** The ticket in the first address may be used up: a reload asks for another. */
  reload(): void {
    const before = this.get();
    if (before !== null) void this.open(before.port, before.path);
  }

  close(): void {
    this.set(null);
  }

  private change(port: number, more: Partial<Preview>): void {
    this.update((before) => (before?.port === port ? { ...before, ...more } : before));
  }
}

/** The port of this machine that an address printed in a terminal means, and the path there; null for other addresses. */
export function localPort(address: string): { port: number; path: string } | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const isLocal = ["localhost", "127.0.0.1", "0.0.0.0", "[::1]", "[::]"].includes(url.hostname);
  if (!isLocal || !/^https?:$/.test(url.protocol)) return null;
  return {
    port: Number(url.port || (url.protocol === "https:" ? 443 : 80)),
    path: url.pathname + url.search + url.hash,
  };
}
