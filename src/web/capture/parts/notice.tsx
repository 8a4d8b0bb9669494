import { Icon } from '#web/capture/parts/icon.js';

/** Something that went wrong while the screen stays; read out at once. */
export function Notice({ text }: { readonly text: string | null }) {
  return (
    <div role="alert" className="notice-place">
      {text !== null && (
        <p className="notice">
          <Icon name="alert" />
          <span>{text}</span>
        </p>
      )}
    </div>
  );
}
