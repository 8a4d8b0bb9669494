/** What a framed page and the page around it say to each other by `postMessage`. Neither holds a result or a secret. */
export type ParentMessage = { readonly from: 'bonafide-widget'; readonly type: 'hello' };

export type FrameEvent =
  | { readonly type: 'ready' }
  /** `name`: of the screen that the person sees. */
  | { readonly type: 'step'; readonly name: string }
  | { readonly type: 'finished'; readonly status: string | null; readonly returnUrl: string | null }
  /** CSS pixels that the page would like to have. */
  | { readonly type: 'resized'; readonly height: number };
export type FrameMessage = FrameEvent & { readonly from: 'bonafide-page' };

export const isParentMessage = (data: unknown): data is ParentMessage => marked(data, 'bonafide-widget');
export const isFrameMessage = (data: unknown): data is FrameMessage => marked(data, 'bonafide-page');

const marked = (data: unknown, from: string): boolean =>
  typeof data === 'object' && data !== null && 'from' in data && data.from === from && 'type' in data;
