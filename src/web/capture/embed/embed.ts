import { isFrameMessage, type ParentMessage } from '#web/capture/embed/messages.js';

/** Where this script came from: the server whose links may be framed, and whose messages are heard. */
const serverOrigin = new URL((document.currentScript as HTMLScriptElement | null)?.src ?? location.href).origin; // a script's own element

const smallestHeight = 480;

/**
 * `<bonafide-verify src="<link>">`: a verification in a page of one's own. Events (`CustomEvent`, which bubble): `ready`,
 * `step` (`detail.name`), `finished` (`detail.status`, `detail.returnUrl`), `resized` (`detail.height`). A link to another
 * server than the script's is refused.
 */
class BonafideVerify extends HTMLElement {
  static readonly observedAttributes = ['src', 'title'];
  private frame: HTMLIFrameElement | null = null;
  /** A screen was there before. */
  private underWay = false;

  connectedCallback(): void {
    window.addEventListener('message', this.hear);
    this.show();
  }

  disconnectedCallback(): void {
    window.removeEventListener('message', this.hear);
    this.frame?.remove();
    this.frame = null;
  }

  attributeChangedCallback(name: string): void {
    if (!this.isConnected) return;
    if (name === 'src') this.show();
    else if (this.frame !== null) this.frame.title = this.nameOfFrame();
  }

  private show(): void {
    this.frame?.remove();
    this.frame = null;
    this.underWay = false;
    const link = this.getAttribute('src');
    if (link === null) return;
    const url = new URL(link, serverOrigin);
    if (url.origin !== serverOrigin) {
      this.dispatchEvent(new CustomEvent('refused', { bubbles: true, detail: { reason: 'another-server' } }));
      return;
    }
    const frame = document.createElement('iframe');
    frame.src = url.href;
    frame.title = this.nameOfFrame();
    frame.allow = 'camera; fullscreen; clipboard-write';
    frame.referrerPolicy = 'no-referrer';
    frame.style.cssText = `display:block;border:0;inline-size:100%;block-size:${smallestHeight}px`;
    frame.addEventListener('load', () => {
      const hello: ParentMessage = { from: 'bonafide-widget', type: 'hello' };
      frame.contentWindow?.postMessage(hello, serverOrigin);
    });
    this.frame = frame;
    this.append(frame);
  }

  private nameOfFrame(): string {
    return this.getAttribute('title') ?? 'Identity verification';
  }

  private readonly hear = (event: MessageEvent<unknown>): void => {
    const { frame } = this;
    if (frame === null || event.source !== frame.contentWindow || event.origin !== serverOrigin) return;
    if (!isFrameMessage(event.data)) return;
    const { from: _, type, ...detail } = event.data;
    if (event.data.type === 'resized') {
      frame.style.blockSize = `${Math.max(smallestHeight, Math.ceil(event.data.height))}px`;
    }
    if (event.data.type === 'step') {
      // A page cannot scroll the one around it, and a new screen is read from its top.
      if (this.underWay && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
      this.underWay = true;
    }
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
  };
}

if (customElements.get('bonafide-verify') === undefined) customElements.define('bonafide-verify', BonafideVerify);
