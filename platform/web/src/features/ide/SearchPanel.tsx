import { CaseSensitive, Regex } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { openFile } from "@/features/ide/actions.ts";
import { useIde } from "@/features/ide/IdeContext.ts";
import styles from "@/features/ide/SearchPanel.module.css";
import { SidePanel } from "@/features/ide/SidePanel.tsx";
import { excerpt, groupByFile } from "@/features/ide/search.ts";
import { formatMs, plural, sentence } from "@/lib/format.ts";
import { useStore } from "@/ui/useStore.ts";
import type { Found, Match } from "@/workspace/protocol.ts";

const PAUSE_MS = 250;
const MOST = 500;

interface Wanted {
  query: string;
  include: string;
  regex: boolean;
  caseSensitive: boolean;
}

export default function SearchPanel() {
  const [wanted, setWanted] = useState<Wanted>({ query: "", include: "", regex: false, caseSensitive: false });
  const { found, error, busy } = useSearch(wanted);
  const change = (more: Partial<Wanted>) => setWanted((before) => ({ ...before, ...more }));
  const id = useId();
  return (
    <SidePanel title="Search">
      <div className={styles.form}>
        <div className={styles.query}>
          <input
            type="search"
            aria-label="Search in files"
            placeholder="Search in files"
            aria-describedby={id}
            value={wanted.query}
            onChange={(event) => change({ query: event.target.value })}
            spellCheck={false}
            autoCapitalize="none"
            autoComplete="off"
          />
          <button
            type="button"
            aria-pressed={wanted.caseSensitive}
            aria-label="Match case"
            title="Match case"
            onClick={() => change({ caseSensitive: !wanted.caseSensitive })}
          >
            <CaseSensitive size={15} aria-hidden="true" />
          </button>
          <button
            type="button"
            aria-pressed={wanted.regex}
            aria-label="Regular expression"
            title="Regular expression"
            onClick={() => change({ regex: !wanted.regex })}
          >
            <Regex size={15} aria-hidden="true" />
          </button>
        </div>
        <input
          type="text"
          aria-label="Only in files like"
          placeholder="Only in, such as *.py"
          value={wanted.include}
          onChange={(event) => change({ include: event.target.value })}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
        />
        <p id={id} role="status" className={error ? styles.error : styles.said}>
          {error !== null ? sentence(error) : busy ? "Searching" : found === null ? "" : summary(found)}
        </p>
      </div>
      {found !== null && <Results found={found} />}
    </SidePanel>
  );
}

function summary({ matches, files, more, tookMs }: Found): string {
  if (matches.length === 0) return `Nothing found in ${formatMs(tookMs)}`;
  const count = `${more ? "The first " : ""}${plural(matches.length, "match", "matches")}`;
  return `${count} in ${plural(files, "file")}, ${formatMs(tookMs)}`;
}

function Results({ found }: { found: Found }) {
  const ide = useIde();
  const open = ({ path, line, column }: Match) => openFile(ide, path, { line, column });
  return (
    <ul className={styles.files}>
      {groupByFile(found.matches).map(({ path, matches }) => (
        <li key={path}>
          <h3 className={styles.file}>
            {path} <span>{matches.length}</span>
          </h3>
          <ul>
            {matches.map((match) => {
              const { before, hit, after } = excerpt(match);
              return (
                <li key={`${match.line}:${match.column}`}>
                  <button type="button" className={styles.match} onClick={() => open(match)}>
                    <span className={styles.line}>{match.line}</span>
                    <span className={styles.text}>
                      {before}
                      <mark>{hit}</mark>
                      {after}
                    </span>
                  </button>
                </li>
              );
            })}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** Searches when the typing rests, and shows only what the last question found. */
function useSearch({ query, include, regex, caseSensitive }: Wanted) {
  const { connection } = useIde().workspace;
  const open = useStore(connection.link).state === "open";
  const [state, setState] = useState<{ found: Found | null; error: string | null; busy: boolean }>({
    found: null,
    error: null,
    busy: false,
  });
  useEffect(() => {
    if (query === "" || !open) {
      setState({ found: null, error: query === "" ? null : "There is no connection to the session", busy: false });
      return;
    }
    let left = false;
    const timer = setTimeout(() => {
      setState((before) => ({ ...before, busy: true, error: null }));
      connection
        .request("files.search", { query, regex, caseSensitive, include: include || undefined, limit: MOST })
        .then(({ json }) => !left && setState({ found: json, error: null, busy: false }))
        .catch((failure: Error) => !left && setState({ found: null, error: failure.message, busy: false }));
    }, PAUSE_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [connection, open, query, include, regex, caseSensitive]);
  return state;
}
