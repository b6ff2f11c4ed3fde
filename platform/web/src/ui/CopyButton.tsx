import { Check, Copy, X } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "@/lib/clipboard.ts";
import { Button, IconButton } from "@/ui/Button.tsx";

const SHOWN_MS = 1_600;

interface CopyButtonProps {
  text: string;
  /** What is copied: `the input`. */
  what: string;
  /** With a word beside the icon. */
  wide?: boolean;
}

export function CopyButton({ text, what, wide = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => setOutcome((await copyText(text)) ? "copied" : "refused");
  const Icon = outcome === "copied" ? Check : outcome === "refused" ? X : Copy;
  const said = outcome === "copied" ? "Copied" : outcome === "refused" ? "Copying was refused" : "";
  return (
    <>
      {wide ? (
        <Button small onClick={() => void copy()}>
          <Icon size={14} aria-hidden="true" /> {outcome === "copied" ? "Copied" : "Copy"}
        </Button>
      ) : (
        <IconButton label={`Copy ${what}`} onClick={() => void copy()}>
          <Icon size={15} aria-hidden="true" />
        </IconButton>
      )}
      <span role="status" className="visually-hidden">
        {said}
      </span>
    </>
  );
}
