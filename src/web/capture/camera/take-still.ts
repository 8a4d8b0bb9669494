/** Longer side of what is sent, in pixels: as much as a document's smallest print needs. */
const longestSide = 2560;
const jpegQuality = 0.92;

/** The picture that the camera shows now, not mirrored, as a JPEG. */
export function takeStill(video: HTMLVideoElement): Promise<Blob> {
  const { videoWidth, videoHeight } = video;
  const scale = Math.min(1, longestSide / Math.max(videoWidth, videoHeight, 1));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(videoWidth * scale));
  canvas.height = Math.max(1, Math.round(videoHeight * scale));
  const context = canvas.getContext('2d');
  if (context === null) return Promise.reject(new Error('no canvas to draw on'));
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the picture could not be encoded')) : resolve(blob)),
      'image/jpeg',
      jpegQuality,
    );
  });
}
