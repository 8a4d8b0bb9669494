import sharp from 'sharp';

// SVG, PDF and the other loaders never see our bytes: the format was told by magic bytes before. This is a second wall.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });
// GIF, TIFF and AVIF, for normaliseImage alone; `openImage` refuses their magic bytes.
sharp.unblock({ operation: ['VipsForeignLoadNsgif', 'VipsForeignLoadTiff', 'VipsForeignLoadHeif'] });
sharp.cache(false);
sharp.concurrency(1);

/** The one sharp of this process, with every loader blocked but those named here. */
export { sharp };
