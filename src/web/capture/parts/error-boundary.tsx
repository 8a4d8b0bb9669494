import { Component, type ReactNode } from 'react';

interface ErrorBoundaryProps {
  /** Shown instead; `reload` loads the page again. */
  readonly instead: (reload: () => void) => ReactNode;
  readonly children: ReactNode;
}

/** Where a part of the page fails the person is told, and has a way on: the server knows how far they were. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.instead(() => location.reload()) : this.props.children;
  }
}
