import qrcode from 'qrcode-generator';

/** Modules around the code that stay light (ISO/IEC 18004). */
const quiet = 4;

/** Dark on white also where the page is dark: not every phone reads the reverse. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const modules = Array.from({ length: count }, (_, row) =>
    Array.from({ length: count }, (_, column) =>
      code.isDark(row, column) ? `M${column + quiet} ${row + quiet}h1v1h-1z` : '',
    ).join(''),
  ).join('');
  const side = count + 2 * quiet;
  return (
    <svg className="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect className="qr-ground" width={side} height={side} />
      <path className="qr-modules" d={modules} />
    </svg>
  );
}
