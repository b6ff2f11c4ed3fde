// Sets the theme before the first paint, so that a dark page never flashes white. src/ui/theme.ts writes the value.
(() => {
  let choice = "system";
  try {
    choice = JSON.parse(localStorage.getItem("codearena.theme") ?? '"system"');
  } catch {
    // Storage may be forbidden or hold anything; the system's theme then decides.
  }
  const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
