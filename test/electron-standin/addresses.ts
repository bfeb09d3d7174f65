/** Chromium cannot load a scheme of the program's own: `app://name/…` becomes `https://name.app.invalid/…`, which no resolver answers. */
const IN_CHROMIUM = /^https:\/\/([^./]+)\.([a-z][a-z0-9]*)\.invalid(\/.*)?$/u;

/** Returns the address under which Chromium loads `url`. */
export function toChromium(url: string, schemes: ReadonlySet<string>): string {
  const match = /^([a-z][a-z0-9]*):\/\/([^/]+)(\/.*)?$/u.exec(url);
  const [, scheme, host, rest] = match ?? [];
  return scheme !== undefined && schemes.has(scheme) ? `https://${host ?? ''}.${scheme}.invalid${rest ?? '/'}` : url;
}

/** Returns the address that the program knows for one of Chromium's. */
export function fromChromium(url: string, schemes: ReadonlySet<string>): string {
  const [, host, scheme, rest] = IN_CHROMIUM.exec(url) ?? [];
  return scheme !== undefined && schemes.has(scheme) ? `${scheme}://${host ?? ''}${rest ?? '/'}` : url;
}
