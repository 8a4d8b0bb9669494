import { pictureMark, sandboxScenarioNames, type SandboxScenarioName } from '#domain/sandbox.js';
import { Canvas } from '#specimens/draw/canvas.js';
import { loadFonts, setText, type Face } from '#specimens/draw/fonts.js';
import { encodeJpeg } from '#specimens/encode.js';
import type { SampleFile } from '#specimens/sample-set/render-samples.js';

const paper = [236, 240, 244] as const;
const ink = [24, 48, 84] as const;

/**
 * One picture for each scenario of the sandbox: its name is drawn on it for people, and stands in a comment for the server.
 * To be sent as a document, as a selfie, or as both.
 */
export function renderSandboxPictures(): Promise<SampleFile[]> {
  const sans = loadFonts(null).get('sans');
  return Promise.all(sandboxScenarioNames.map((name) => render(name, sans)));
}

async function render(name: SandboxScenarioName, sans: Face): Promise<SampleFile> {
  const canvas = new Canvas(1280, 960, paper);
  canvas.fill(setText(sans, 'Bonafide sandbox', { x: 80, y: 400, capHeightPixels: 48 }).outline, ink);
  canvas.fill(setText(sans, name, { x: 80, y: 520, capHeightPixels: 36 }).outline, ink);
  return { name: `sandbox-${name}.jpg`, bytes: withComment(await encodeJpeg(canvas, 80), pictureMark + name) };
}

/** Puts a comment segment (COM, ITU-T T.81 B.2.4.5) right behind the start of a JPEG. */
export function withComment(jpeg: Uint8Array, text: string): Uint8Array {
  const comment = Buffer.from(text, 'latin1');
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xff_fe, 0);
  head.writeUInt16BE(comment.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)]);
}
