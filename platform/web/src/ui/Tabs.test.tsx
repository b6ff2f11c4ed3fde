import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { SplitPane } from "@/ui/SplitPane.tsx";
import { Tabs } from "@/ui/Tabs.tsx";

function Three() {
  const [chosen, setChosen] = useState<"a" | "b" | "c">("a");
  const tabs = (["a", "b", "c"] as const).map((key) => ({ key, label: `Tab ${key}`, content: `Panel ${key}` }));
  return <Tabs label="Three" tabs={tabs} chosen={chosen} onChoose={setChosen} />;
}

test("tabs are one stop, and the arrow keys go round them", async () => {
  render(<Three />);
  await userEvent.tab();
  expect(screen.getByRole("tab", { name: "Tab a" })).toHaveFocus();
  await userEvent.keyboard("{ArrowLeft}");
  expect(screen.getByRole("tab", { name: "Tab c" })).toHaveFocus();
  expect(screen.getByRole("tabpanel", { name: "Tab c" })).toHaveTextContent("Panel c");
  await userEvent.keyboard("{Home}");
  expect(screen.getByRole("tab", { name: "Tab a", selected: true })).toHaveFocus();
});

test("a divider moves by the arrow keys, stops at its bounds and is remembered", async () => {
  const pane = <SplitPane id="t" label="Divide" direction="row" start={50} first="left" second="right" />;
  const { unmount } = render(pane);
  const divider = screen.getByRole("separator", { name: "Divide" });
  divider.focus();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  expect(divider).toHaveAttribute("aria-valuenow", "54");
  await userEvent.keyboard("{End}{ArrowRight}");
  expect(divider).toHaveAttribute("aria-valuenow", "85");
  unmount();
  render(pane);
  expect(screen.getByRole("separator", { name: "Divide" })).toHaveAttribute("aria-valuenow", "85");
});
