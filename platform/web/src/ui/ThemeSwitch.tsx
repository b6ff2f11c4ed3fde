import { Monitor, Moon, Sun } from "lucide-react";
import styles from "@/ui/ThemeSwitch.module.css";
import { chooseTheme, THEME_CHOICES, useThemeChoice } from "@/ui/theme.ts";

const ICONS = { system: Monitor, light: Sun, dark: Moon };
const LABELS = { system: "System theme", light: "Light theme", dark: "Dark theme" };

export function ThemeSwitch() {
  const chosen = useThemeChoice();
  return (
    <fieldset className={styles.group}>
      <legend className="visually-hidden">Theme</legend>
      {THEME_CHOICES.map((choice) => {
        const Icon = ICONS[choice];
        return (
          <label key={choice} className={styles.option} title={LABELS[choice]}>
            <input
              type="radio"
              name="theme"
              value={choice}
              checked={choice === chosen}
              onChange={() => chooseTheme(choice)}
              className="visually-hidden"
              aria-label={LABELS[choice]}
            />
            <Icon size={15} aria-hidden="true" />
          </label>
        );
      })}
    </fieldset>
  );
}
