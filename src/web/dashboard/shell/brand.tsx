import { Link } from '#web/dashboard/routing/router.js';
import { general } from '#web/dashboard/texts/general.js';

const Mark = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path className="mark" d="M12 1.5 21 4.500v7c0 5.5-3.7 9.3-9 11-5.3-1.7-9-5.5-9-11v-7z" />
    <path className="tick" d="M7.5 12 11 15.5 17 9" />
  </svg>
);

export const Brand = ({ linked = true }: { readonly linked?: boolean }) =>
  linked ? (
    <Link to="/" className="brand">
      <Mark />
      {general.product}
    </Link>
  ) : (
    <span className="brand">
      <Mark />
      {general.product}
    </span>
  );
