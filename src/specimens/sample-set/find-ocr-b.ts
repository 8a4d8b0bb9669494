import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** OCR-B under its usual names: OCRB.ttf, OCR-B.otf, ocrb10.otf, OCRBStd.otf, OCR-B-Regular.ttf … */
const ocrBFileName = /^ocr[-_ ]?b.*\.(ttf|otf)$/i;

/**
 * The first OCR-B font file in the given folders, sub-folders included, or null. Folders that do not exist are passed
 * over. File names are compared in order, so that the answer does not depend on the file system.
 */
export async function findOcrB(folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    let names: string[];
    try {
      names = await readdir(folder, { recursive: true });
    } catch {
      continue;
    }
    const found = names.filter((name) => ocrBFileName.test(path.basename(name))).sort()[0];
    if (found !== undefined) return path.join(folder, found);
  }
  return null;
}
