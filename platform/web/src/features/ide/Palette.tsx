import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { commands, openFile } from "@/features/ide/actions.ts";
import { useIde } from "@/features/ide/IdeContext.ts";
import styles from "@/features/ide/Palette.module.css";
import { fuzzyFilter } from "@/lib/fuzzy.ts";
import { useStore } from "@/ui/useStore.ts";
import { nameOf, parentOf } from "@/workspace/files/tree.ts";

interface Choice {
  id: string;
  title: string;
  more?: string | undefined;
  keys?: string | undefined;
  run: () => void;
}

const MOST = 60;

/** Goes to a file by its name, or with `>` before it does a command. */
export default function Palette({ start }: { start: string }) {
  const ide = useIde();
  const [text, setText] = useState(start);
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const files = useFiles();
  const close = () => ide.question.set(null);
  useEffect(() => dialog.current?.showModal(), []);

  const isCommand = text.startsWith(">");
  const choices: Choice[] = isCommand
    ? fuzzyFilter(text.slice(1), commands(ide), ({ title }) => title, MOST)
    : fuzzyFilter(text, files ?? [], (path) => path, MOST).map((path) => ({
        id: path,
        title: nameOf(path),
        more: parentOf(path),
        run: () => openFile(ide, path),
      }));
  const chosen = Math.min(at, choices.length - 1);
  // biome-ignore lint/correctness/useExhaustiveDependencies(chosen): the chosen one is to be seen
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView?.({ block: "nearest" });
  }, [chosen]);

  const take = (choice: Choice | undefined) => {
    close();
    // What it opens may want the focus that the dialog gives back.
    if (choice) setTimeout(choice.run);
  };
  const press = (event: KeyboardEvent) => {
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, PageDown: chosen + 10, PageUp: chosen - 10 }[event.key];
    if (event.key === "Enter") take(choices[chosen]);
    else if (to !== undefined) setAt(Math.max(0, Math.min(choices.length - 1, to)));
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, as every dialog
    <dialog
      ref={dialog}
      aria-label={isCommand ? "Commands" : "Go to file"}
      className={styles.palette}
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={choices.length > 0 ? `${id}-${chosen}` : undefined}
        aria-label={isCommand ? "Command" : "File name, or > for commands"}
        placeholder="File name, or > for commands"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
      />
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Choices">
        {choices.map((choice, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the keyboard is the field's
          <div
            key={choice.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === chosen}
            className={styles.choice}
            onClick={() => take(choice)}
          >
            <span className={styles.title}>{choice.title}</span>
            {choice.more && <span className={styles.more}>{choice.more}</span>}
            {choice.keys && <kbd>{choice.keys}</kbd>}
          </div>
        ))}
      </div>
      {choices.length === 0 && (
        <p className={styles.none}>{!isCommand && files === null ? "Listing the files" : "Nothing matches"}</p>
      )}
    </dialog>
  );
}

/** All files of the session; those that are open until the others are listed. */
function useFiles(): readonly string[] | null {
  const { files, documents } = useIde().workspace;
  const generation = useStore(files.generation);
  const [paths, setPaths] = useState<readonly string[] | null>(() => {
    const open = documents.tabs.get().map(({ path }) => path);
    return open.length > 0 ? open : null;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies(generation): there are other files now
  useEffect(() => {
    let left = false;
    files.all().then(
      (all) => !left && setPaths(all),
      () => {},
    );
    return () => {
      left = true;
    };
  }, [files, generation]);
  return paths;
}
