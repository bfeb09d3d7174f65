import { Buffer } from 'node:buffer';
import type { ReportModel } from '../model-types.ts';
import { visible } from '../../domain/visible.ts';
import { say } from './blocks.ts';
import { artifact, drawLines, drawTurned, newPage, reserve, rule, type Flow } from './flow.ts';
import { embedFonts, type ReportFonts } from './fonts.ts';
import { linesOf, type Line } from './lines.ts';
import { openPdf, type Pdf, type PdfInfo } from './pdfkit.ts';
import { approvals, anchors, signatures } from './sections/signatures.ts';
import { again, glossary, journal, method } from './sections/closing.ts';
import { answers } from './sections/answers.ts';
import { drawContents, reserveContents } from './sections/contents.ts';
import { cover } from './sections/cover.ts';
import { anomalies, identity, soup, tests } from './sections/evidence.ts';
import { reading } from './sections/reading.ts';
import { register } from './sections/register.ts';
import { clauses, overview } from './sections/results.ts';
import { verification } from './sections/verification.ts';
import { COLOR, PAGE, STYLE, run } from './style.ts';

/** In the order of the report. */
const SECTIONS: readonly ((flow: Flow, model: ReportModel) => void)[] = [
  reading,
  verification,
  signatures,
  approvals,
  anchors,
  identity,
  overview,
  clauses,
  answers,
  tests,
  anomalies,
  soup,
  register,
  journal,
  method,
  again,
  glossary,
];

/**
 * Returns the report as a tagged PDF (A4, PDF/A-3a) and its number of pages. The same model and fonts give the same bytes. Every
 * value of the model is in it; listings that end early say so. `compress: false` leaves the operators readable.
 */
export async function reportPdf(
  model: ReportModel,
  fonts: ReportFonts,
  options: { readonly compress?: boolean } = {},
): Promise<{ bytes: Uint8Array; pages: number }> {
  const pdf = openPdf(infoOf(model), options.compress ?? true);
  const bytes = collect(pdf);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const flow: Flow = {
    pdf,
    faces: embedFonts(pdf, fonts),
    words: model.words,
    root,
    section: root,
    y: 0,
    pages: 0,
    color: '',
    pending: [],
    entries: [],
    outline: [pdf.outline],
    places: 0,
    background: (at) => watermark(at, model),
  };
  newPage(flow);
  cover(flow, model);
  const contents = reserveContents(flow);
  newPage(flow);
  for (const draw of SECTIONS) draw(flow, model);
  reserve(flow, 0);
  drawContents(flow, contents);
  drawMargins(flow, model);
  if (flow.section !== root) flow.section.end();
  root.end();
  pdf.end();
  return { bytes: await bytes, pages: flow.pages };
}

function infoOf({ product, archive, tool, createdAt, words }: ReportModel): PdfInfo {
  const name = visible(product.name ?? archive.name);
  const version = product.version === null ? '' : ` ${visible(product.version)}`;
  return {
    title: `Countersign: ${name}${version}`,
    author: `${tool.name} ${tool.version}`,
    subject: `sha256 ${archive.sha256}`,
    producer: `${tool.name} ${tool.version}`,
    createdAt: new Date(createdAt),
    language: words.language,
  };
}

/** A mock audit is an internal exercise: each page says so, so that none can be mistaken for a third-party report. */
function watermark(flow: Flow, { profile }: ReportModel): void {
  if (profile.mode !== 'mock') return;
  artifact(flow, () => drawTurned(flow, say(flow, 'mock-mark'), 64, COLOR.mark), 'Background');
}

/** Draws head and foot of each page: product and mode, archive digest and page n of m. */
function drawMargins(flow: Flow, model: ReportModel): void {
  const { product, archive, profile } = model;
  const title = [product.name ?? archive.name, product.version].filter((part) => part !== null).join(' ');
  const width = PAGE.right - PAGE.left;
  const single = (text: string, room: number): readonly Line[] =>
    linesOf([run(text, STYLE.foot)], room, flow.faces).slice(0, 1);
  const right = (lines: readonly Line[], y: number): void => {
    const last = lines[0]?.pieces.at(-1);
    drawLines(flow, lines, PAGE.right - (last === undefined ? 0 : last.x + last.width), y);
  };
  const [head, mode] = [single(title, width - 270), single(say(flow, `head.${profile.mode}`), 260)];
  const digest = linesOf([run(`sha256 ${archive.sha256}`, { ...STYLE.monoSoft, size: 6.3 })], width, flow.faces);
  for (let page = 0; page < flow.pages; page += 1) {
    flow.pdf.switchToPage(page);
    flow.color = '';
    artifact(
      flow,
      () => {
        drawLines(flow, head, PAGE.left, 34);
        right(mode, 34);
        rule(flow, PAGE.left, 48, width);
        rule(flow, PAGE.left, 796, width);
        drawLines(flow, digest, PAGE.left, 801);
        right(single(say(flow, 'page', { page: page + 1, pages: flow.pages }), 260), 801);
      },
      'Pagination',
    );
  }
}

function collect(pdf: Pdf): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    pdf.on('data', (chunk) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}
