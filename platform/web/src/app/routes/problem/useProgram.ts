import { useState } from "react";
import type { Language, ProblemDetail, User } from "@/api/schema.ts";
import { NOBODY } from "@/features/workbench/drafts.ts";
import { allowedLanguages, chooseLanguage } from "@/features/workbench/model.ts";
import { useDraft } from "@/features/workbench/useDraft.ts";
import { readStored, writeStored } from "@/lib/storage.ts";

const LANGUAGE_KEY = "codearena.language";

/** The program being written for a problem: its language, remembered from problem to problem, and its text. */
export function useProgram(problem: ProblemDetail, languages: readonly Language[], me: User | null) {
  const owner = useOwner(me);
  const allowed = allowedLanguages(languages, problem.languages);
  const [wanted, setWanted] = useState<unknown>(() => readStored(LANGUAGE_KEY));
  const language = chooseLanguage(allowed, wanted);
  const starter = (language && problem.starterCode[language.id]) ?? "";
  const draft = useDraft(owner, problem.slug, language?.id ?? "", starter);
  const choose = (id: string) => {
    setWanted(id);
    writeStored(LANGUAGE_KEY, id);
  };
  return { allowed, language, starter, draft, choose };
}

/** Whose drafts these are. A session that ends while one writes changes nothing: the text stays where it was kept. */
function useOwner(me: User | null): string {
  const [owner, setOwner] = useState(me?.id ?? NOBODY);
  if (me !== null && me.id !== owner) setOwner(me.id);
  return owner;
}
