import type { ReactNode } from 'react';

/** The product's sign: a sheet with a first signature and the one that countersigns it. */
export function Logo(): ReactNode {
  return (
    <svg className="logo" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path className="logo-sheet" d="M5 2.5h10l4 4v15H5Z" />
      <path className="logo-line" d="M8 9h8M8 12.5h5" />
      <path className="logo-check" d="M8.5 16.5l2.5 2.5l5.5-6" />
    </svg>
  );
}
