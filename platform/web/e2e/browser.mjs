// What every walk in a real browser begins with.
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

export const SIZE = { width: 1280, height: 800 };

const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const SCREENSHOTS = process.env.SCREENSHOTS;
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** With connections to an address made to another one instead, where such rules are given. */
export function launch(rules = []) {
  const mapped = rules.length > 0 ? [`--host-resolver-rules=${rules.join(",")}`] : [];
  return chromium.launch({ executablePath: BROWSER, args: [...FLAGS, ...mapped] });
}

/** With SCREENSHOTS set to a directory, keeps there what is seen now, in both themes and on a narrow screen. */
export async function look(page, name) {
  if (!SCREENSHOTS) return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: `${SCREENSHOTS}/${name}-dark.png` });
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: `${SCREENSHOTS}/${name}-narrow.png` });
  await page.setViewportSize(SIZE);
}
