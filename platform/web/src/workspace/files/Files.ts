import { Store } from "@/lib/store.ts";
import { type Connection, Refused } from "@/workspace/Connection.ts";
import { changed, EMPTY, missing, revealed, type Tree, toggled, withFolder } from "@/workspace/files/tree.ts";
import type { FileChange } from "@/workspace/protocol.ts";

export interface Upload {
  path: string;
  file: File;
}

export interface UploadState {
  done: number;
  total: number;
  /** Those that are there already, with the version of each: nothing is replaced unasked. */
  existing: { upload: Upload; version: string }[];
  failed: { path: string; message: string }[];
}

/** A frame may have 16 MiB; what is around the bytes fits into the rest. */
const MOST_BYTES = 15 << 20;

/** The files of a session as a tree, and what can be done with them. */
export class Files {
  readonly tree = new Store<Tree>(EMPTY);
  /** Grows with each change of what files there are, so that lists of them are made anew. */
  readonly generation = new Store(0);
  readonly upload = new Store<UploadState | null>(null);
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Lists again what is shown, since it may have changed unseen. */
  onHello(): void {
    this.generation.update((n) => n + 1);
    this.tree.update(({ folders, expanded }) => {
      const root = folders.get("") ?? { state: "loading" };
      return { expanded, folders: new Map([...folders].filter(([path]) => expanded.has(path)).concat([["", root]])) };
    });
    for (const path of ["", ...this.tree.get().expanded]) void this.list(path);
  }

  onChanges(changes: readonly FileChange[]): void {
    if (changes.every(({ kind }) => kind === "changed")) return;
    this.tree.update((tree) => changed(tree, changes));
    this.generation.update((n) => n + 1);
  }

  toggle(path: string, expanded: boolean): void {
    this.tree.update((tree) => toggled(tree, path, expanded));
    this.fetchMissing();
  }

  reveal(path: string): void {
    this.tree.update((tree) => revealed(tree, path));
    this.fetchMissing();
  }

  async createFile(path: string): Promise<void> {
    await this.connection.request("files.write", { path, base: null }).catch((failure: unknown) => {
      throw failure instanceof Refused && failure.code === "conflict"
        ? new Error("there is such a file already")
        : failure;
    });
    this.onChanges([{ path, kind: "created", entry: "file" }]);
  }

  async createFolder(path: string): Promise<void> {
    await this.connection.request("files.create-directory", { path });
    this.onChanges([{ path, kind: "created", entry: "directory" }]);
  }

  async rename(from: string, to: string, isFolder: boolean): Promise<void> {
    await this.connection.request("files.rename", { from, to });
    const entry = isFolder ? "directory" : "file";
    this.onChanges([
      { path: from, kind: "deleted", entry },
      { path: to, kind: "created", entry },
    ]);
  }

  async remove(path: string, isFolder: boolean): Promise<void> {
    await this.connection.request("files.delete", { path, recursive: isFolder });
    this.onChanges([{ path, kind: "deleted", entry: isFolder ? "directory" : "file" }]);
  }

  /** All files, for going to one by its name. */
  async all(): Promise<string[]> {
    const { json } = await this.connection.request("files.tree", {});
    return json.entries.filter(({ kind }) => kind !== "directory").map(({ path }) => path);
  }

  async send(uploads: readonly Upload[]): Promise<void> {
    this.upload.set({ done: 0, total: uploads.length, existing: [], failed: [] });
    for (const upload of uploads) await this.sendOne(upload, null);
    this.finish();
  }

  /** Replaces those that were there, or leaves them. */
  async settleExisting(replace: boolean): Promise<void> {
    const existing = this.upload.get()?.existing ?? [];
    this.note({ existing: [] });
    if (replace) for (const { upload, version } of existing) await this.sendOne(upload, version);
    this.finish();
  }

  forgetUpload(): void {
    this.upload.set(null);
  }

  private async sendOne(upload: Upload, base: string | null): Promise<void> {
    const { path, file } = upload;
    try {
      if (file.size > MOST_BYTES) throw new Error("is larger than 15 MiB, the most that can be uploaded here");
      const bytes = new Uint8Array(await file.arrayBuffer());
      await this.connection.request("files.write", { path, base }, bytes);
      this.onChanges([{ path, kind: "created", entry: "file" }]);
    } catch (failure) {
      this.unsent(upload, failure);
    }
    this.note({ done: Math.min((this.upload.get()?.done ?? 0) + 1, this.upload.get()?.total ?? 0) });
  }

  private unsent(upload: Upload, failure: unknown): void {
    const { existing = [], failed = [] } = this.upload.get() ?? {};
    const version = failure instanceof Refused && failure.code === "conflict" ? failure.details.version : null;
    if (typeof version === "string") this.note({ existing: [...existing, { upload, version }] });
    else this.note({ failed: [...failed, { path: upload.path, message: (failure as Error).message }] });
  }

  private note(more: Partial<UploadState>): void {
    this.upload.update((before) => before && { ...before, ...more });
  }

  private finish(): void {
    const state = this.upload.get();
    if (state !== null && state.existing.length === 0 && state.failed.length === 0) this.upload.set(null);
  }

  private fetchMissing(): void {
    for (const path of missing(this.tree.get())) {
      this.tree.update((tree) => withFolder(tree, path, { state: "loading" }));
      void this.list(path);
    }
  }

  private async list(path: string): Promise<void> {
    try {
      const { json } = await this.connection.request("files.list", { path });
      this.tree.update((tree) => withFolder(tree, path, { state: "ready", ...json }));
    } catch (failure) {
      if (failure instanceof Refused && failure.code === "not-found") this.toggle(path, false);
      else if (failure instanceof Refused) {
        this.tree.update((tree) => withFolder(tree, path, { state: "failed", message: failure.message }));
      }
    }
  }
}
