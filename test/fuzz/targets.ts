import type { FuzzTarget } from './fuzz-target.js';
import { jsonBodies, multipartForms } from './targets/bodies.js';
import { barcodeContents, barcodePixels, mrz } from './targets/documents.js';
import { backupLists, manifests, snapshots, tables } from './targets/files.js';
import { bitmaps, jpegMarkers, magicBytes } from './targets/magic-bytes.js';
import { descriptors, nets, stateDicts } from './targets/models.js';
import { convertible, heif, pictures } from './targets/pictures.js';
import { base64, decoderOutput, tokens } from './targets/texts.js';
import { videoTargets } from './targets/videos.js';

/** Everything that reads what strangers wrote; docs/hostile-input.md says what is left out, and why. */
export const fuzzTargets: readonly FuzzTarget[] = [
  ...[magicBytes, jpegMarkers, bitmaps, pictures, heif, convertible, ...videoTargets],
  ...[multipartForms, base64, jsonBodies, tokens, decoderOutput],
  ...[mrz, barcodeContents, barcodePixels],
  ...[stateDicts, descriptors, nets, manifests, backupLists, snapshots, tables],
];
