/** Files as one zip: a zip that was chosen alone goes as it is. */
export async function zipOf(files: readonly File[]): Promise<Blob> {
  const [only] = files;
  if (files.length === 1 && only !== undefined && /\.zip$/i.test(only.name)) {
    return new Blob([only], { type: "application/zip" });
  }
  const { zip } = await import("fflate");
  const entries: Record<string, Uint8Array> = {};
  for (const file of files) {
    entries[file.webkitRelativePath || file.name] = new Uint8Array(await file.arrayBuffer());
  }
  return new Promise((resolve, reject) => {
    zip(entries, { level: 6, consume: true }, (failure, bytes) => {
      if (failure) reject(failure);
      else resolve(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/zip" }));
    });
  });
}
