import type { LocalLanguageCode } from '#engine/document/tables/local-languages.js';
import type { DecodedLine } from '#engine/document/text/line-decoder.js';
import type { Luminance } from '#engine/image/luminance.js';

/** Reads single lines of print in languages that are installed. */
export interface ScriptRecogniser {
  /**
   * The line in logical order (what is spoken first comes first), trimmed; confidence 0–1 as the recogniser gives it.
   * Null when the recogniser broke on these pixels. Throws when the language's data cannot be used.
   * @param line one upright line of print, letters 16 to 40 pixels high
   */
  read(line: Luminance, language: LocalLanguageCode): Promise<DecodedLine | null>;
}
