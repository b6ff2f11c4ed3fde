/** CPU and wall times: `7 ms`, `1.24 s`. */
export function formatMs(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return "–";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

const UNITS = ["B", "KiB", "MiB", "GiB"] as const;

/** Sizes in binary units: `512 B`, `9.4 MiB`, `256 MiB`. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return "–";
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 || Number.isInteger(value) ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

/** Points, with no more digits than they have: `100`, `62.5`, `33.33`. */
export function formatScore(score: number): string {
  return String(Math.round(score * 100) / 100);
}

/** Limits read better round: `2 s`, `500 ms`. */
export function formatLimitMs(ms: number): string {
  return ms >= 1000 ? `${Number((ms / 1000).toFixed(2))} s` : `${ms} ms`;
}

export function formatShare(share: number | null): string {
  return share === null ? "–" : `${Math.round(share * 100)} %`;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["second", 60],
  ["minute", 60],
  ["hour", 24],
  ["day", 7],
];

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "long" });

/** `3 minutes ago`; from a week on the date, which then says more. */
export function formatAgo(instant: string, now: number): string {
  let amount = Math.round((Date.parse(instant) - now) / 1000);
  if (Number.isNaN(amount)) return "–";
  if (Math.abs(amount) < 5) return "just now";
  for (const [unit, size] of STEPS) {
    if (Math.abs(amount) < size) return RELATIVE.format(amount, unit);
    amount = Math.round(amount / size);
  }
  return formatDate(instant);
}

const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const DATE_TIME = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

export function formatDate(instant: string): string {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? "–" : DATE.format(time);
}

export function formatDateTime(instant: string): string {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? "–" : DATE_TIME.format(time);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** What a server writes in lower case without a full stop, as a sentence of a page. */
export function sentence(text: unknown): string {
  const trimmed = typeof text === "string" ? text.trim() : "";
  const start = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return start === "" || /[.!?…]$/.test(start) ? start : `${start}.`;
}
