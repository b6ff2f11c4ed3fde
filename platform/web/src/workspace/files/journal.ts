/*
 * Edits that no disk has acknowledged, in the browser's database, so that a closed page or a lost connection costs nothing. Each
 * page writes under its own name; what a page that is gone has left is taken over by the next one.
 */
import type { Remains } from "@/workspace/files/document.ts";

export interface JournalEntry extends Remains {
  path: string;
}

export interface Journal {
  /** What former pages left, now this page's own. */
  takeOver: () => Promise<JournalEntry[]>;
  put: (entry: JournalEntry) => Promise<void>;
  remove: (path: string) => Promise<void>;
}

interface Row extends JournalEntry {
  project: string;
  page: string;
}

const DATABASE = "codearena.workspace";
const ROWS = "journal";
const PAGE_KEY = "codearena.page";

/** The journal of one project, as one page sees it. */
export class BrowserJournal implements Journal {
  private readonly database: Promise<IDBDatabase>;
  private readonly project: string;
  private readonly page: string;
  private readonly others: () => Promise<ReadonlySet<string>>;

  /** @param others the names of the pages that are open besides this one */
  constructor(project: string, page: string, others: () => Promise<ReadonlySet<string>>) {
    this.project = project;
    this.page = page;
    this.others = others;
    this.database = open();
    // Who waits for it hears of the failure; nobody else needs to.
    this.database.catch(() => {});
  }

  async takeOver(): Promise<JournalEntry[]> {
    const alive = await this.others();
    const rows = await this.run<Row[]>("readonly", (store) => store.getAll(this.range()));
    const left = rows.filter(({ page }) => !alive.has(page));
    for (const row of left) {
      if (row.page === this.page) continue;
      await this.put(row);
      await this.run("readwrite", (store) => store.delete([row.project, row.path, row.page]));
    }
    return left;
  }

  async put({ path, base, text, doubt }: JournalEntry): Promise<void> {
    const row: Row = { project: this.project, path, page: this.page, base, text, doubt };
    await this.run("readwrite", (store) => store.put(row));
  }

  async remove(path: string): Promise<void> {
    await this.run("readwrite", (store) => store.delete([this.project, path, this.page]));
  }

  private range(): IDBKeyRange {
    return IDBKeyRange.bound([this.project], [this.project, []]);
  }

  private async run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<T> {
    const transaction = (await this.database).transaction(ROWS, mode);
    const request = act(transaction.objectStore(ROWS));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result as T);
      transaction.onabort = () => reject(transaction.error ?? new Error("the browser keeps no edits"));
    });
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(ROWS, { keyPath: ["project", "path", "page"] });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser keeps no edits"));
    request.onblocked = () => reject(new Error("the browser keeps no edits"));
  });
}

/**
 * A name for this page that it keeps when it is reloaded. A page shows that it lives by a lock of that name, which the
 * browser lets go of when the page ends however it does; a duplicated tab finds its name taken and chooses another.
 */
export function namePage(random: () => string): Promise<string> {
  named ??= takeName(random).catch(random);
  return named;
}

let named: Promise<string> | null = null;

async function takeName(random: () => string): Promise<string> {
  const before = sessionStorage.getItem(PAGE_KEY);
  const name = before !== null && (await hold(before)) ? before : random();
  if (name !== before) await hold(name);
  sessionStorage.setItem(PAGE_KEY, name);
  return name;
}

/** False when another page holds the name. Pages that came over plain HTTP have no locks, and then no others either. */
function hold(name: string): Promise<boolean> {
  if (navigator.locks === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(lockOf(name), { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    });
  });
}

const lockOf = (name: string) => `${PAGE_KEY}.${name}`;

export async function otherPages(own: string): Promise<ReadonlySet<string>> {
  const held = (await navigator.locks?.query())?.held ?? [];
  const names = held.map(({ name = "" }) => name).filter((name) => name.startsWith(`${PAGE_KEY}.`));
  return new Set(names.map((name) => name.slice(PAGE_KEY.length + 1)).filter((name) => name !== own));
}
