interface ProgressBarProps {
  /** 0–1. */
  readonly share: number;
  readonly label: string;
}

export function ProgressBar({ share, label }: ProgressBarProps) {
  const percent = Math.round(share * 100);
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div className="progress-done" style={{ inlineSize: `${percent}%` }} />
    </div>
  );
}
