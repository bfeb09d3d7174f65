/** Values of `ARG` and `ENV` by name. */
export type Variables = ReadonlyMap<string, string>;

const REFERENCE = /\$(?:\{([A-Za-z_]\w*)(?:(:?[-+])([^{}]*))?\}|([A-Za-z_]\w*))/gu;

/** Returns `text` with `$NAME`, `${NAME}`, `${NAME:-word}` and `${NAME:+word}` replaced; a name without a value stays as written. */
export function substitute(text: string, variables: Variables): string {
  let added = 0;
  return text.replace(REFERENCE, (whole: string, braced?: string, operator?: string, word?: string, bare?: string) => {
    const value = variables.get(braced ?? bare ?? '');
    const isSet = value !== undefined && (value !== '' || operator?.startsWith(':') !== true);
    let put = value ?? whole;
    if (operator?.endsWith('-') === true) put = isSet ? value : (word ?? '');
    if (operator?.endsWith('+') === true) put = isSet ? (word ?? '') : '';
    added += put.length;
    return added > MOST_ADDED ? whole : put;
  });
}

/** Most characters that one substitution may put in: values made of values would grow without end. */
const MOST_ADDED = 10_000;

/** Returns the assignments of an `ARG` or `ENV` instruction; an `ARG` without a value assigns nothing. */
export function assignmentsOf(text: string): readonly (readonly [string, string])[] {
  const old = /^([A-Za-z_]\w*)\s+([^=].*)$/u.exec(text);
  if (old !== null && !text.slice(0, text.indexOf(' ')).includes('=')) return [[old[1] ?? '', old[2] ?? '']];
  return [...text.matchAll(/\b([A-Za-z_]\w{0,200})=("[^"]*"|'[^']*'|\S*)/gu)].map((match) => {
    const value = match[2] ?? '';
    return [match[1] ?? '', /^(["']).*\1$/u.test(value) ? value.slice(1, -1) : value] as const;
  });
}
