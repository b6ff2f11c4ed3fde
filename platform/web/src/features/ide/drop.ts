import type { Upload } from "@/workspace/files/Files.ts";
import { join } from "@/workspace/files/tree.ts";

/** The files that were dropped, those in folders too, with the paths they are to have. */
export async function uploadsOf(transfer: DataTransfer, folder: string): Promise<Upload[]> {
  // The list of items is empty as soon as the event is over, so the entries are taken first.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found: Upload[] = [];
  for (const entry of entries) await gather(entry, folder, found);
  return found;
}

async function gather(entry: FileSystemEntry, folder: string, into: Upload[]): Promise<void> {
  const path = join(folder, entry.name);
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    into.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives at most a hundred at a time, and an empty list at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const child of some) await gather(child, path, into);
  }
}

/** Files chosen in the browser's dialog; a chosen folder says the path of each within it. */
export function chosenUploads(files: readonly File[], folder: string): Upload[] {
  return files.map((file) => ({ path: join(folder, file.webkitRelativePath || file.name), file }));
}
