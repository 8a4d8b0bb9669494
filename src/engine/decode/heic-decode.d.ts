declare module 'heic-decode' {
  interface Pixels {
    width: number;
    height: number;
    data: Uint8ClampedArray;
  }
  interface LazyImage {
    width: number;
    height: number;
    decode(): Promise<Pixels>;
  }
  interface LazyImages extends Array<LazyImage> {
    dispose(): void;
  }
  const decode: {
    (input: { buffer: Uint8Array }): Promise<Pixels>;
    all(input: { buffer: Uint8Array }): Promise<LazyImages>;
  };
  export default decode;
}
