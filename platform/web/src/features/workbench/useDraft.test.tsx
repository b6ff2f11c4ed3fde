import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useDraft } from "@/features/workbench/useDraft.ts";

const STARTER = "# start\n";

function draftOf(language = "python") {
  return renderHook(({ language: chosen }) => useDraft("u1", "sumoftwo", chosen, STARTER), {
    initialProps: { language },
  });
}

test("begins with the starter code", () => {
  const { result } = draftOf();
  expect(result.current).toMatchObject({ text: STARTER, isStarter: true, previous: null });
});

test("what is written survives leaving the page", () => {
  const first = draftOf();
  act(() => first.result.current.write("print(1)"));
  first.unmount();
  expect(draftOf().result.current).toMatchObject({ text: "print(1)", isStarter: false });
});

test("each language keeps its own text", () => {
  const { result, rerender } = draftOf();
  act(() => result.current.write("print(1)"));
  rerender({ language: "java" });
  expect(result.current.text).toBe(STARTER);
  rerender({ language: "python" });
  expect(result.current.text).toBe("print(1)");
});

test("a reset can be undone", () => {
  const { result } = draftOf();
  act(() => result.current.write("print(1)"));
  act(() => result.current.replace(STARTER));
  expect(result.current).toMatchObject({ text: STARTER, previous: "print(1)" });
  act(() => result.current.replace(result.current.previous ?? ""));
  expect(result.current.text).toBe("print(1)");
});

test("writing goes on with the text put aside still kept, until it is settled", () => {
  const { result } = draftOf();
  act(() => result.current.write("print(1)"));
  act(() => result.current.replace(STARTER));
  act(() => result.current.write("# start again\n"));
  expect(result.current.previous).toBe("print(1)");
  act(() => result.current.settle());
  expect(result.current).toMatchObject({ text: "# start again\n", previous: null });
});

test("writing the starter code again leaves nothing in the storage", () => {
  const { result } = draftOf();
  act(() => result.current.write("print(1)"));
  act(() => result.current.write(STARTER));
  expect(localStorage).toHaveLength(0);
});
