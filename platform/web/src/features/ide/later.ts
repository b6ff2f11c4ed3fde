/** What the window can do without until its terminal is usable. All of it is fetched then, before a connection can be lost. */
import { lazy } from "react";

const loads = {
  SearchPanel: () => import("@/features/ide/SearchPanel.tsx"),
  PortsPanel: () => import("@/features/ide/PortsPanel.tsx"),
  SettingsPanel: () => import("@/features/ide/SettingsPanel.tsx"),
  PreviewPane: () => import("@/features/ide/PreviewPane.tsx"),
  Palette: () => import("@/features/ide/Palette.tsx"),
};

export const SearchPanel = lazy(loads.SearchPanel);
export const PortsPanel = lazy(loads.PortsPanel);
export const SettingsPanel = lazy(loads.SettingsPanel);
export const PreviewPane = lazy(loads.PreviewPane);
export const Palette = lazy(loads.Palette);

export function loadTheRest(): void {
  // One that cannot be had now is asked for again when it is used.
  for (const load of Object.values(loads)) load().catch(() => {});
}
