import { useEffect, useMemo, useState } from "react";
import styles from "@/ui/Prose.module.css";

type Renderer = typeof import("katex").default;

let loading: Promise<Renderer> | null = null;

function loadRenderer(): Promise<Renderer> {
  loading ??= Promise.all([import("katex"), import("katex/dist/katex.min.css")]).then(([katex]) => katex.default);
  return loading;
}

/** Sets the math of `html` in place: `.math` elements hold LaTeX as their text. What cannot be set stays as it is written. */
export function setMath(html: string, katex: Pick<Renderer, "renderToString">): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const element of page.querySelectorAll<HTMLElement>(".math")) {
    element.innerHTML = katex.renderToString(element.textContent ?? "", {
      displayMode: element.classList.contains("display"),
      throwOnError: false,
      errorColor: "var(--wa)",
      strict: "ignore",
      trust: false,
    });
  }
  return page.body.innerHTML;
}

/** HTML the server has sanitized, typeset for reading. The typesetter for math is fetched only where there is math. */
export function Prose({ html }: { html: string }) {
  const [katex, setKatex] = useState<Renderer | null>(null);
  const needed = useMemo(() => /class="[^"]*\bmath\b/.test(html), [html]);
  useEffect(() => {
    let left = false;
    if (needed) {
      loadRenderer().then(
        (renderer) => !left && setKatex(() => renderer),
        () => {
          // LaTeX source stays readable; a later page tries again.
          loading = null;
        },
      );
    }
    return () => {
      left = true;
    };
  }, [needed]);
  const ready = useMemo(() => (katex && needed ? setMath(html, katex) : html), [html, katex, needed]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the server sends it sanitized, that is its contract
  return <div className={styles.prose} dangerouslySetInnerHTML={{ __html: ready }} />;
}
