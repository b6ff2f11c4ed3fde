/** A shell that pretends: enough commands to see what the page does with output, files, ports and lost connections. */
import type { Workspace } from "./workspace.ts";

const HELP = `\x1b[1mA pretended shell.\x1b[0m It knows:
  ls  cat FILE  echo TEXT > FILE  append FILE TEXT  rm FILE  mv FROM TO
  colors     the 16 colours        seq N    numbers        yes     until ^C
  checkout N makes N files         serve    listens on 8000
  drop       cuts the connection   warn     says the session is idle
  ask        sends terminal queries         exit
`;

const ENTER = 13;
const BACKSPACE = 127;
const INTERRUPT = 3;

export class Shell {
  private readonly workspace: Workspace;
  private readonly out: (bytes: Uint8Array) => void;
  private readonly ended: (code: number) => void;
  private line = "";
  private running: ReturnType<typeof setInterval> | null = null;
  private task = false;

  constructor(workspace: Workspace, out: (bytes: Uint8Array) => void, ended: (code: number) => void) {
    this.workspace = workspace;
    this.out = out;
    this.ended = ended;
  }

  start(command: string | undefined): void {
    if (command === undefined) return this.prompt();
    this.task = true;
    this.print(`\x1b[2m$ ${command}\x1b[0m\n`);
    setTimeout(() => {
      this.print(command.includes("pytest") ? "\x1b[32m1 passed\x1b[0m in 0.02s\n" : "Hello, Ada!\nHello, Grace!\n");
      this.ended(0);
    }, 600);
  }

  input(bytes: Uint8Array): void {
    if (this.task) return;
    for (const char of new TextDecoder().decode(bytes)) {
      const code = char.charCodeAt(0);
      if (code === INTERRUPT) this.interrupt();
      else if (this.running !== null) continue;
      else if (code === ENTER) this.enter();
      else if (code === BACKSPACE) this.erase();
      else {
        this.line += char;
        this.print(code < 32 ? `^${String.fromCharCode(code + 64)}` : char);
      }
    }
  }

  private print(text: string): void {
    this.out(new TextEncoder().encode(text.replaceAll("\n", "\r\n")));
  }

  private prompt(): void {
    this.print("\x1b[32mada\x1b[0m:\x1b[34m~/project\x1b[0m$ ");
  }

  private erase(): void {
    if (this.line === "") return;
    this.line = this.line.slice(0, -1);
    this.print("\b \b");
  }

  private interrupt(): void {
    if (this.running !== null) clearInterval(this.running);
    this.running = null;
    this.line = "";
    this.workspace.listen(null);
    this.print("^C\n");
    this.prompt();
  }

  private enter(): void {
    const [command = "", ...words] = this.line.trim().split(/\s+/);
    this.line = "";
    this.print("\n");
    this.run(command, words);
    if (this.running === null && !this.task) this.prompt();
  }

  private run(command: string, words: string[]): void {
    const [first = "", second = ""] = words;
    const { files } = this.workspace;
    switch (command) {
      case "":
        break;
      case "help":
        return this.print(HELP);
      case "ls":
        return this.print(`${[...files.keys()].sort().join("\n")}\n`);
      case "cat":
        return this.print(new TextDecoder().decode(files.get(first) ?? new TextEncoder().encode(`no file ${first}\n`)));
      case "echo":
        return this.write(words);
      case "append":
        return this.append(first, `${words.slice(1).join(" ")}\n`);
      case "rm":
        return void this.attempt(() => this.workspace.remove(first));
      case "mv":
        return void this.attempt(() => this.workspace.rename(first, second));
      case "colors":
        return this.colors();
      case "seq":
        return this.print(Array.from({ length: Number(first) }, (_, n) => `${n + 1}\n`).join(""));
      case "yes":
        return this.repeat(() => this.workspace.isFull() || this.print("y\n".repeat(8_000)), 5);
      case "checkout":
        for (let n = 0; n < Number(first); n++)
          this.workspace.put(`big/dir${n % 20}/file${n}.txt`, new Uint8Array([65, 10]));
        return this.print(`${first} files\n`);
      case "serve":
        this.print("Serving on 8000\n");
        this.workspace.listen(8000);
        return this.repeat(() => {}, 1000);
      case "drop":
        return this.workspace.cut();
      case "warn":
        return this.workspace.warn();
      case "ask":
        return this.print("\x1b[c\x1b[6n\x1b]10;?\x07asked\n");
      case "exit":
        this.task = true;
        return this.ended(0);
      default:
        return this.print(`${command}: command not found (try help)\n`);
    }
  }

  private attempt(act: () => void): void {
    try {
      act();
    } catch (failure) {
      this.print(`${(failure as Error).message}\n`);
    }
  }

  private repeat(act: () => void, ms: number): void {
    this.running = setInterval(act, ms);
  }

  private write(words: string[]): void {
    const at = words.indexOf(">");
    if (at < 0) return this.print(`${words.join(" ")}\n`);
    this.workspace.put(words[at + 1] ?? "out.txt", new TextEncoder().encode(`${words.slice(0, at).join(" ")}\n`));
  }

  private append(path: string, text: string): void {
    const before = new TextDecoder().decode(this.workspace.files.get(path) ?? new Uint8Array());
    this.workspace.put(path, new TextEncoder().encode(before + text));
  }

  private colors(): void {
    for (const base of [30, 90]) {
      const row = Array.from({ length: 8 }, (_, n) => `\x1b[${base + n}m  colour ${n}  \x1b[0m`);
      this.print(`${row.join("")}\n`);
    }
  }
}
