import type { Language } from "@/api/schema.ts";
import { isAvailable } from "@/features/workbench/model.ts";
import { SelectField } from "@/ui/Field.tsx";

interface LanguagePickerProps {
  languages: readonly Language[];
  chosen: string;
  onChoose: (id: string) => void;
}

export function LanguagePicker({ languages, chosen, onChoose }: LanguagePickerProps) {
  return (
    <SelectField label="Language" bare value={chosen} onChange={(event) => onChoose(event.target.value)}>
      {languages.map((language) => (
        <option key={language.id} value={language.id} disabled={!isAvailable(language)}>
          {language.name}
          {isAvailable(language) ? (language.version ? ` (${language.version})` : "") : " (unavailable)"}
        </option>
      ))}
    </SelectField>
  );
}
