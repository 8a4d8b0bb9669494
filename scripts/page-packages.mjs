// Packages that the pages in dist/web are built with: they are development dependencies, and still reach whoever opens a page.
export const pagePackages = [
  'react',
  'react-dom',
  'qrcode-generator',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-converter',
  '@tensorflow/tfjs-backend-wasm',
];
