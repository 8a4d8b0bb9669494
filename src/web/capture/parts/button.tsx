import type { ReactNode } from 'react';

interface ButtonProps {
  /** One `primary` on a screen. */
  readonly look?: 'primary' | 'secondary' | 'quiet';
  readonly busy?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** While its call is under way it stays in focus, and does nothing. */
export function Button({ look = 'primary', busy = false, onClick, children }: ButtonProps) {
  return (
    <button
      type="button"
      className={`button ${look}`}
      aria-disabled={busy || undefined}
      onClick={() => {
        if (!busy) onClick();
      }}
    >
      {busy && <span className="spinner small" aria-hidden="true" />}
      <span>{children}</span>
    </button>
  );
}
