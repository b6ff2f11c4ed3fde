import { ideSessions } from "@/api/endpoints.ts";
import { Store } from "@/lib/store.ts";

export interface Preview {
  port: number;
  path: string;
  /** What the frame loads; null while that is asked for. */
  src: string | null;
  /** Counts loads: a frame of another host cannot be reloaded from here. */
  round: number;
  error: string | null;
}

/** The preview of a port that something in the session listens at. */
export class PreviewStore extends Store<Preview | null> {
  private readonly session: string;
  private round = 0;

  constructor(session: string) {
    super(null);
    this.session = session;
  }

  async open(port: number, path = "/"): Promise<void> {
    this.round += 1;
    const { round } = this;
    this.set({ port, path, src: null, round, error: null });
    try {
      const { url } = await ideSessions.preview(this.session, port, path);
      this.change(round, { src: url });
    } catch (failure) {
      this.change(round, { error: (failure as Error).message });
    }
  }

  /** Loads another path, or the same one again. */
  async go(path: string): Promise<void> {
    const before = this.get();
    if (before !== null) await this.open(before.port, path.startsWith("/") ? path : `/${path}`);
  }

  /** Shows the port in a tab of the browser, which needs an address of its own: each is good once. */
  async openTab(): Promise<void> {
    const before = this.get();
    if (before === null) return;
    // A tab that is opened after waiting for an answer would count as a pop-up.
    const tab = window.open("about:blank", "_blank");
    try {
      const { url } = await ideSessions.preview(this.session, before.port, before.path);
      if (tab === null) return;
      tab.opener = null;
      tab.location.href = url;
    } catch (failure) {
      tab?.close();
      this.change(before.round, { error: (failure as Error).message });
    }
  }

  close(): void {
    this.set(null);
  }

  private change(round: number, more: Partial<Preview>): void {
    this.update((before) => (before?.round === round ? { ...before, ...more } : before));
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
