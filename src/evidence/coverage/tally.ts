import type { CoverageReport, Located, Ratio } from '../../domain/facts.ts';
import type { WrittenTime } from '../../domain/located.ts';

/** Counts lines and branches of a report. A line that stands twice in one file counts once, as covered where one place says so. */
export interface Tally {
  line(file: string, line: string, covered: boolean): void;
  branches(file: string, key: string, counted: Ratio): void;
  file(name: string): void;
  report(
    rest: Partial<Omit<CoverageReport, 'kind' | 'lines' | 'branches' | 'files'>> & { readonly tool: string },
  ): CoverageReport;
}

/** Returns an empty tally. */
export function tally(): Tally {
  const lines = new Map<string, Map<string, boolean>>();
  const branches = new Map<string, Ratio>();
  const of = (file: string): Map<string, boolean> => {
    const known = lines.get(file);
    if (known !== undefined) return known;
    const made = new Map<string, boolean>();
    lines.set(file, made);
    return made;
  };
  return {
    line: (file, line, covered) => {
      const own = of(file);
      own.set(line, covered || own.get(line) === true);
    },
    branches: (file, key, counted) => {
      const id = `${file}\n${key}`;
      const known = branches.get(id);
      if (known === undefined || known.covered < counted.covered) branches.set(id, counted);
    },
    file: (name) => void of(name),
    report: (rest) => {
      let [covered, total] = [0, 0];
      for (const own of lines.values()) {
        total += own.size;
        for (const hit of own.values()) if (hit) covered += 1;
      }
      const all = [...branches.values()];
      const counted = {
        covered: all.reduce((sum, one) => sum + one.covered, 0),
        total: all.reduce((sum, one) => sum + one.total, 0),
      };
      return {
        ...NOTHING,
        ...rest,
        kind: 'coverage',
        lines: { covered, total },
        branches: all.length === 0 ? null : counted,
        files: lines.size,
      };
    },
  };
}

const NOTHING: {
  readonly stated: Located<number> | null;
  readonly measured: WrittenTime | null;
  readonly commit: Located<string> | null;
  readonly version: Located<string> | null;
} = { stated: null, measured: null, commit: null, version: null };
