import type { ButtonHTMLAttributes } from 'react';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: 'usual' | 'main-action' | 'good' | 'danger' | 'plain';
  /** Works: another press does nothing, and the focus stays. */
  readonly busy?: boolean;
  readonly large?: boolean;
}

export function Button({
  kind = 'usual',
  busy = false,
  large = false,
  type = 'button',
  className = '',
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={`button ${kind} ${large ? 'large' : ''} ${className}`.replace(/\s+/g, ' ').trim()}
      {...(busy ? { 'aria-disabled': true, 'aria-busy': true } : {})}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
