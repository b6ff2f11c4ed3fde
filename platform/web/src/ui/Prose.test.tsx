import katex from "katex";
import { expect, test } from "vitest";
import { setMath } from "@/ui/Prose.tsx";

test("inline and display math are set, the rest stays", () => {
  const html = '<p>Let <span class="math inline">x \\le 10^9</span>.</p><div class="math display">\\sum x</div>';
  const page = new DOMParser().parseFromString(setMath(html, katex), "text/html");
  expect(page.querySelectorAll(".math.inline .katex")).toHaveLength(1);
  expect(page.querySelectorAll(".math.display .katex-display")).toHaveLength(1);
  expect(page.querySelector("p")?.textContent).toMatch(/^Let /);
});

test("LaTeX that cannot be set is shown as it is written", () => {
  const page = new DOMParser().parseFromString(
    setMath('<span class="math inline">\\frac{1</span>', katex),
    "text/html",
  );
  expect(page.querySelector(".katex-error")?.textContent).toBe("\\frac{1");
});

test("LaTeX makes no links and no markup of its own", () => {
  const html = '<span class="math inline">\\href{javascript:alert(1)}{x} &lt;img src=x&gt;</span>';
  const page = new DOMParser().parseFromString(setMath(html, katex), "text/html");
  expect(page.querySelector("a, img")).toBeNull();
});
