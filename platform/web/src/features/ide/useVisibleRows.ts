import { useCallback, useEffect, useRef, useState } from "react";

/** The height of a row, 1.625rem. */
export const ROW_PX = 26;

const BEYOND = 8;

/** Which of many rows of one height are to be seen, and a few beyond. */
export function useVisibleRows(count: number) {
  const frame = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 800 });
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const look = () => setSeen({ top: element.scrollTop, height: element.clientHeight || 800 });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  const scrollTo = useCallback((index: number) => {
    const element = frame.current;
    if (element === null) return;
    const top = index * ROW_PX;
    if (top < element.scrollTop) element.scrollTop = top;
    const low = top + 2 * ROW_PX - element.clientHeight;
    if (low > element.scrollTop) element.scrollTop = low;
  }, []);
  const first = Math.max(0, Math.floor(seen.top / ROW_PX) - BEYOND);
  const last = Math.min(count, Math.ceil((seen.top + seen.height) / ROW_PX) + BEYOND);
  return { frame, first, last, scrollTo };
}
