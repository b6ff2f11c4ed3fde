import { useState } from "react";
import type { Language, ProblemDetail } from "@/api/schema.ts";
import { allowedLanguages, chooseLanguage } from "@/features/workbench/model.ts";
import { useDraft } from "@/features/workbench/useDraft.ts";
import { readStored, writeStored } from "@/lib/storage.ts";

const LANGUAGE_KEY = "codearena.language";

/** The program being written for a problem: its language, remembered from problem to problem, and its text. */
export function useProgram(problem: ProblemDetail, languages: readonly Language[], owner: string) {
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
