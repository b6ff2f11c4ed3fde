import type { Language, Phase } from "@/api/schema.ts";
import type { Tone } from "@/ui/StatusBadge.tsx";

export interface TemplateChoice {
  /** The id to make a project from; null for one without files. */
  id: string | null;
  name: string;
  description: string;
}

/** What a project of this language can begin as, the plugin's own templates first. */
export function choices(language: Language): TemplateChoice[] {
  const templates = language.templates.map(({ id, name, description }) => {
    return { id: id.includes("/") ? id : `${language.id}/${id}`, name, description };
  });
  return [...templates, { id: null, name: "Empty", description: "No files. Create or upload your own." }];
}

/** A name for a new project that no other has: `python-console`, `python-console-2`. */
export function suggestName(language: Language, choice: TemplateChoice, taken: readonly string[]): string {
  const kind = choice.id?.split("/").at(-1) ?? "project";
  const base = `${language.id}-${kind}`;
  const used = new Set(taken.map((name) => name.toLowerCase()));
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}-${n}`;
    if (!used.has(name)) return name;
  }
}

/** The name of its template for people: `python/console` is "Console". */
export function templateName(template: string | null, languages: readonly Language[] | undefined): string | null {
  if (template === null) return null;
  const [language = "", id = ""] = template.split("/");
  const known = languages?.find((one) => one.id === language)?.templates;
  return known?.find((one) => one.id === id || one.id === template)?.name ?? id;
}

const LIVE: Record<Phase, { label: string; tone: Tone } | null> = {
  requested: { label: "Starting", tone: "tle" },
  starting: { label: "Starting", tone: "tle" },
  running: { label: "Running", tone: "ac" },
  stopping: { label: "Saving and stopping", tone: "tle" },
  stopped: null,
  failed: { label: "Failed", tone: "wa" },
};

export function liveState(phase: Phase | null | undefined): { label: string; tone: Tone } | null {
  return phase ? LIVE[phase] : null;
}
