import { useSyncExternalStore } from "react";
import { readStored, writeStored } from "@/lib/storage.ts";

export const THEME_CHOICES = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];
export type Theme = "light" | "dark";

const KEY = "codearena.theme";
const listeners = new Set<() => void>();

function choice(): ThemeChoice {
  const stored = readStored(KEY);
  return THEME_CHOICES.find((known) => known === stored) ?? "system";
}

function systemTheme(): Theme {
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** The theme that is shown, with `system` resolved. */
export function currentTheme(): Theme {
  const chosen = choice();
  return chosen === "system" ? systemTheme() : chosen;
}

function apply(): void {
  document.documentElement.dataset.theme = currentTheme();
  for (const listener of listeners) listener();
}

/** Applies the chosen theme and keeps it applied as the system or another tab changes it. Called once, at the start. */
export function startTheme(): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
  window.addEventListener("storage", (event) => {
    if (event.key === KEY) apply();
  });
  apply();
}

export function chooseTheme(chosen: ThemeChoice): void {
  writeStored(KEY, chosen);
  apply();
}

/** Calls the listener whenever another theme is shown, for what is drawn outside of React. */
export function watchTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(watchTheme, choice);
}

export function useTheme(): Theme {
  return useSyncExternalStore(watchTheme, currentTheme);
}
