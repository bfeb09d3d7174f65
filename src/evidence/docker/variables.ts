/** Values of `ARG` and `ENV` by name. */
export type Variables = ReadonlyMap<string, string>;

const REFERENCE = /\$(?:\{([A-Za-z_]\w*)(?:(:?[-+])([^{}]*))?\}|([A-Za-z_]\w*))/gu;

/** Returns `text` with `$NAME`, `${NAME}`, `${NAME:-word}` and `${NAME:+word}` replaced; a name without a value stays as written. */
export function substitute(text: string, variables: Variables): string {
  return text.replace(REFERENCE, (whole: string, braced?: string, operator?: string, word?: string, bare?: string) => {
    const value = variables.get(braced ?? bare ?? '');
    const isSet = value !== undefined && (value !== '' || operator?.startsWith(':') !== true);
    if (operator?.endsWith('-') === true) return isSet ? value : (word ?? '');
    if (operator?.endsWith('+') === true) return isSet ? (word ?? '') : '';
    return value ?? whole;
  });
}

/** Returns the assignments of an `ARG` or `ENV` instruction; an `ARG` without a value assigns nothing. */
export function assignmentsOf(text: string): readonly (readonly [string, string])[] {
  const old = /^([A-Za-z_]\w*)\s+([^=].*)$/u.exec(text);
  if (old !== null && !text.slice(0, text.indexOf(' ')).includes('=')) return [[old[1] ?? '', old[2] ?? '']];
  return [...text.matchAll(/([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S*)/gu)].map((match) => {
    const value = match[2] ?? '';
    return [match[1] ?? '', /^(["']).*\1$/u.test(value) ? value.slice(1, -1) : value] as const;
  });
}
