import type { Language, ProblemDetail } from "../src/api/schema.ts";

export const LANGUAGES: Language[] = [
  {
    id: "python",
    name: "Python 3",
    version: "3.13.1",
    extensions: ["py"],
    editorMode: "python",
    templates: [
      { id: "console", name: "Console program", description: "Reads input, prints output; with a test." },
      {
        id: "web",
        name: "Web server",
        description: "Answers HTTP with the standard library alone, shown in the preview.",
      },
    ],
  },
  {
    id: "node",
    name: "JavaScript",
    version: "24.1.0",
    extensions: ["js", "mjs"],
    editorMode: "javascript",
    templates: [{ id: "console", name: "Console program", description: "Reads input, prints output." }],
  },
  {
    id: "java",
    name: "Java",
    version: "25.0.1",
    extensions: ["java"],
    editorMode: "java",
    templates: [{ id: "console", name: "Console program", description: "One class with a main method." }],
  },
  {
    id: "cpp",
    name: "C++",
    version: null,
    extensions: ["cpp", "cc"],
    editorMode: "cpp",
    templates: [],
    available: false,
    unavailableReason: "g++ was not found: install the package g++ and restart",
  },
];

const STARTER = {
  python: "import sys\n\n\ndef main() -> None:\n    data = sys.stdin.read().split()\n    # Solve here.\n\n\nmain()\n",
  node: 'const lines = require("node:fs").readFileSync(0, "utf8").split("\\n");\n// Solve here.\n',
  java: "import java.util.Scanner;\n\npublic class Main {\n    public static void main(String[] args) {\n        var in = new Scanner(System.in);\n        // Solve here.\n    }\n}\n",
};

const math = (latex: string) => `<span class="math inline">${latex}</span>`;

const SUM = `<p>Every evening the keeper of the orchard empties two baskets into one crate and writes a single number into
her book: how many more plums came in than went out. The number is negative when more plums were taken from the basket than
put into it, for the village children know where it hangs.</p>
<p>Help her fill in the book: add the two numbers.</p>
<h2>Input</h2>
<p>The input is one line with two integers ${math("a")} and ${math("b")} (${math("-2 \\cdot 10^9 \\le a, b \\le 2 \\cdot 10^9")}),
separated by a space. Each is written as <code>-?[0-9]+</code>.</p>
<h2>Output</h2>
<p>Print one integer, the sum</p>
<div class="math display">s = \\sum_{i=1}^{2} x_i = a + b .</div>
<ul><li>No leading zeros.</li><li>A minus sign for a negative sum.</li></ul>`;

type MockProblem = ProblemDetail & { tags: string[]; difficulty: string; acceptance: number | null };

function problem(
  slug: string,
  title: string,
  difficulty: string,
  tags: string[],
  acceptance: number | null,
): MockProblem {
  return {
    slug,
    title,
    difficulty,
    tags,
    acceptance,
    statementHtml: slug === "paperchase" ? null : SUM,
    statementPdfUrl: slug === "paperchase" ? "/api/v1/problems/paperchase/statement.pdf" : null,
    samples: [
      { input: "3 4\n", answer: "7\n" },
      { input: "-5 2\n", answer: "-3\n" },
    ],
    limits: { timeMs: 2000, memoryBytes: 256 * 1024 * 1024, outputBytes: 8 * 1024 * 1024 },
    languages: ["python", "node", "java", "cpp"],
    starterCode: STARTER,
    kind: "batch",
  };
}

export const PROBLEMS: MockProblem[] = [
  problem("sumoftwo", "Sum of Two", "easy", ["introduction"], 0.94),
  problem("signpainter", "The Sign Painter", "easy", ["strings", "formatting"], 0.71),
  problem("clockworkbeetle", "The Clockwork Beetle", "medium", ["simulation", "math"], 0.48),
  problem("postcardcipher", "Postcard Cipher", "medium", ["strings", "hashing"], 0.39),
  problem("ferrytimes", "Ferry Timetable", "medium", ["graphs", "shortest path"], 0.33),
  problem("lighthouse", "The Lighthouse Keeper's Rounds", "hard", ["geometry", "binary search"], 0.12),
  problem("beehive", "Beehive", "hard", ["dynamic programming"], 0.08),
  problem("paperchase", "Paper Chase", "easy", ["greedy"], null),
  ...Array.from({ length: 22 }, (_, i) =>
    problem(
      `exercise${i + 1}`,
      `Exercise ${i + 1}`,
      ["easy", "medium", "hard"][i % 3] ?? "easy",
      ["practice"],
      (i % 9) / 10,
    ),
  ),
];

export const BOARD_NAMES = [
  "barbara",
  "edsger",
  "donald",
  "tony",
  "frances",
  "niklaus",
  "leslie",
  "margaret",
  "kurt",
  "emmy",
  "sofia",
  "carl",
  "evariste",
  "pierre",
  "blaise",
  "maryam",
  "srinivasa",
  "hypatia",
  "euclid",
  "thales",
  "diophantus",
  "omar",
  "fibonacci",
  "gerolamo",
  "niccolo",
  "john",
  "bernhard",
  "georg",
  "david",
  "henri",
  "alonzo",
  "stephen",
  "haskell",
  "moses",
];
