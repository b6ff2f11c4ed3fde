import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { DIFFICULTIES, type ListFilter } from "@/features/problems/model.ts";
import styles from "@/features/problems/ProblemFilters.module.css";
import { SelectField, TextField } from "@/ui/Field.tsx";

interface ProblemFiltersProps {
  filter: ListFilter;
  tags: readonly string[];
  signedIn: boolean;
  onChange: (name: "query" | "tag" | "difficulty" | "solved", value: string) => void;
}

const TYPING_MS = 250;

export function ProblemFilters({ filter, tags, signedIn, onChange }: ProblemFiltersProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the element <search> is younger than many browsers in use
    <form role="search" className={styles.bar} onSubmit={(event) => event.preventDefault()}>
      <SearchBox value={filter.query ?? ""} onChange={(value) => onChange("query", value)} />
      <SelectField label="Tag" bare value={filter.tag ?? ""} onChange={(event) => onChange("tag", event.target.value)}>
        <option value="">All tags</option>
        {tags.map((tag) => (
          <option key={tag}>{tag}</option>
        ))}
      </SelectField>
      <SelectField
        label="Difficulty"
        bare
        value={filter.difficulty ?? ""}
        onChange={(event) => onChange("difficulty", event.target.value)}
      >
        <option value="">Any difficulty</option>
        {DIFFICULTIES.map((difficulty) => (
          <option key={difficulty} value={difficulty}>
            {difficulty.charAt(0).toUpperCase() + difficulty.slice(1)}
          </option>
        ))}
      </SelectField>
      {signedIn && (
        <SelectField
          label="Solved"
          bare
          value={filter.solved === undefined ? "" : String(filter.solved)}
          onChange={(event) => onChange("solved", event.target.value)}
        >
          <option value="">Solved or not</option>
          <option value="false">Not solved yet</option>
          <option value="true">Solved</option>
        </SelectField>
      )}
    </form>
  );
}

/** Types freely and reports once the typing pauses. */
function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const reported = useRef(value);
  useEffect(() => {
    if (value !== reported.current) {
      reported.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === reported.current) return;
    const timer = setTimeout(() => {
      reported.current = text;
      onChange(text);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <div className={styles.search}>
      <Search size={16} aria-hidden="true" />
      <TextField
        label="Search problems"
        bare
        type="search"
        placeholder="Search problems"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}
