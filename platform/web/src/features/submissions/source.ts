import type { StoredFile, Submission } from "@/api/schema.ts";

/** The text of a file; null when its bytes are no UTF-8. */
export function readSource(file: StoredFile): string | null {
  if (typeof file.content === "string") return file.content;
  if (typeof file.contentBase64 !== "string") return "";
  try {
    const bytes = Uint8Array.from(atob(file.contentBase64), (char) => char.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The text to go on with in the editor, which holds one file: null where there is none or more than one. */
export function editableText(submission: Submission): string | null {
  const [only, ...others] = submission.files ?? [];
  return only === undefined || others.length > 0 ? null : readSource(only);
}
