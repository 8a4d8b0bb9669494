import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { en, type Texts } from '#web/capture/texts/en.js';
import { chooseLanguage, directionOf, loadTexts, type Language } from '#web/capture/texts/languages.js';
import { makeTextTools, TextContext } from '#web/capture/texts/use-texts.js';

/** Chosen by the browser, then by the person; kept for the tab alone. */
const storageName = 'bonafide-language';

function firstLanguage(): Language {
  try {
    const chosen = sessionStorage.getItem(storageName);
    if (chosen !== null) return chooseLanguage([chosen]);
  } catch {
    // Framed pages may be denied any storage.
  }
  return chooseLanguage(navigator.languages);
}

/** Shows nothing until the texts are there: a page that changes its language while it is read helps nobody. */
export function TextProvider({ children }: { readonly children: ReactNode }) {
  const [loaded, setLoaded] = useState<{ language: Language; texts: Texts } | null>(null);
  const [wanted, setWanted] = useState(firstLanguage);
  useEffect(() => {
    let left = false;
    void loadTexts(wanted).then((next) => {
      if (left) return;
      document.documentElement.lang = next.language;
      document.documentElement.dir = directionOf(next.language);
      setLoaded(next);
    });
    return () => {
      left = true;
    };
  }, [wanted]);
  const choose = useCallback((language: Language) => {
    setWanted(language);
    try {
      sessionStorage.setItem(storageName, language);
    } catch {
      // As above.
    }
  }, []);
  const tools = useMemo(() => makeTextTools(loaded?.language ?? 'en', loaded?.texts ?? en, choose), [loaded, choose]);
  if (loaded === null) return null;
  return <TextContext.Provider value={tools}>{children}</TextContext.Provider>;
}
