import { languageNames, languages, type Language } from '#web/capture/texts/languages.js';
import { useTexts } from '#web/capture/texts/use-texts.js';

export function LanguageMenu() {
  const { language, choose, say } = useTexts();
  return (
    <label className="language">
      <span className="for-readers">{say('language')}</span>
      <select value={language} onChange={({ target }) => choose(target.value as Language)}>
        {languages.map((code) => (
          <option key={code} value={code} lang={code}>
            {languageNames[code]}
          </option>
        ))}
      </select>
    </label>
  );
}
