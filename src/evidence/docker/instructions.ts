/** One instruction of a Dockerfile with its continuation lines and here-documents joined. */
export interface Instruction {
  /** In upper case. */
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

/**
 * Returns the instructions of a Dockerfile (Dockerfile reference, "Format"): comments left out, lines that end in the escape
 * character joined, bodies of here-documents kept behind the instruction that opens them.
 */
export function instructionsOf(source: string): readonly Instruction[] {
  const lines = source.split(/\r\n|\n|\r/u);
  const escape = escapeOf(lines);
  const instructions: Instruction[] = [];
  let index = 0;
  while (index < lines.length) {
    const first = (lines[index] ?? '').trim();
    const start = index;
    index += 1;
    if (first === '' || first.startsWith('#')) continue;
    const parts = [first];
    while (parts.at(-1)?.endsWith(escape) === true && index < lines.length) {
      const next = (lines[index] ?? '').trim();
      index += 1;
      if (next !== '' && !next.startsWith('#')) parts.push(next);
    }
    const joined = parts.map((part) => (part.endsWith(escape) ? part.slice(0, -1) : part));
    let text = joined.join(' ');
    for (const end of hereDocuments(text)) {
      while (index < lines.length) {
        const body = lines[index] ?? '';
        index += 1;
        if (body.trim() === end) break;
        text += `\n${body}`;
      }
    }
    instructions.push(instructionOf(text, start + 1));
  }
  return instructions;
}

function escapeOf(lines: readonly string[]): string {
  for (const line of lines) {
    const directive = /^\s*#\s*([A-Za-z]+)\s*=\s*(\S.*)$/u.exec(line);
    if (directive === null) return '\\';
    if (directive[1]?.toLowerCase() === 'escape') return directive[2]?.trim() === '`' ? '`' : '\\';
  }
  return '\\';
}

function hereDocuments(text: string): readonly string[] {
  if (!/^(?:RUN|COPY|ADD)\s/iu.test(text)) return [];
  return [...text.matchAll(/<<-?\s?["']?([A-Za-z_]\w{0,60})["']?/gu)].map((match) => match[1] ?? '');
}

function instructionOf(text: string, line: number): Instruction {
  const space = /\s/u.exec(text)?.index ?? text.length;
  const name = text.slice(0, space).toUpperCase();
  const rest = text.slice(space).trim();
  return name === 'ONBUILD' ? instructionOf(rest, line) : { name, text: rest, line };
}
