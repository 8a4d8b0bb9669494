import { useEffect, useState } from 'react';
import { readableOn, textOn } from '#web/capture/theme/contrast.js';

/** Grounds of styles/tokens.css. */
const grounds = { light: '#ffffff', dark: '#161a20' } as const;
const usualAccent = '#1f4fd8';

/** Colours the page in the operator's accent colour, readable in light and dark. */
export function useTheme(accentColour: string | null): void {
  const dark = useDark();
  useEffect(() => {
    const ground = grounds[dark ? 'dark' : 'light'];
    const accent = accentColour ?? usualAccent;
    const { style } = document.documentElement;
    style.setProperty('--accent', accent);
    style.setProperty('--on-accent', textOn(accent));
    // Links and marks on the page's own ground.
    style.setProperty('--accent-ink', readableOn(accent, ground, 4.6));
    // A button that has the ground's colour still has an edge.
    style.setProperty('--accent-edge', readableOn(accent, ground, 3.1));
  }, [accentColour, dark]);
}

function useDark(): boolean {
  const query = '(prefers-color-scheme: dark)';
  const [dark, setDark] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const changed = (): void => setDark(list.matches);
    list.addEventListener('change', changed);
    return () => list.removeEventListener('change', changed);
  }, []);
  return dark;
}
