import type { BarcodeWriter } from '#specimens/barcode/barcode-writer.js';
import { outlineOfModules } from '#specimens/barcode/draw-modules.js';
import { writeAamva } from '#specimens/barcode/write-aamva.js';
import type { Canvas } from '#specimens/draw/canvas.js';
import { cornersOfBox } from '#engine/image/corners-of-box.js';
import type { SpecimenHolder } from '#specimens/holder.js';
import type { SpecimenLayout } from '#specimens/layout.js';
import type { SpecimenTruth } from '#specimens/truth.js';

/** Draws the barcode of a layout, if it has one and there is a writer, and tells where it lies. */
export function drawBarcode(
  canvas: Canvas,
  scale: number,
  order: { readonly layout: SpecimenLayout; readonly holder: SpecimenHolder; readonly barcodeWriter?: BarcodeWriter },
): SpecimenTruth['barcode'] {
  const { barcode: place } = order.layout;
  if (place === undefined || order.barcodeWriter === undefined) return null;
  const content = writeAamva(order.holder);
  const { format, columns } = place;
  const modules = order.barcodeWriter({ format, content, ...(columns === undefined ? {} : { columns }) });
  const box = {
    x: place.box.x * scale,
    y: place.box.y * scale,
    width: place.box.width * scale,
    height: place.box.height * scale,
  };
  canvas.fill(outlineOfModules(modules, box), place.colour);
  return { format, quad: cornersOfBox(box), content: Buffer.from(content).toString('latin1') };
}
