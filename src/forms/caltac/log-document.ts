/** The contact log as a Word document: one page, the details of the call and the lines to fill in after it. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeightRule,
  Packer,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Call } from '../../records/forms.ts';
import { fieldsOf } from '../call.ts';
import type { Form } from '../load.ts';
import { sayMoment } from './hours.ts';
import { type Texts, textsOf } from './texts.ts';

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const FONT = 'Arial';
const INK = '1F2A37';
const SHADE = 'E8EEF4';
/** Twentieths of a point; the table is 6.5 inches wide on US Letter. */
const PAGE = { width: 12_240, height: 15_840 };
const MARGIN = 1_440;
const LABEL_WIDTH = 2_600;
const VALUE_WIDTH = PAGE.width - 2 * MARGIN - LABEL_WIDTH;
const LINE = { style: BorderStyle.SINGLE, size: 4, color: 'B6C2CF' };
const BORDERS = { top: LINE, bottom: LINE, left: LINE, right: LINE };
const ROW_HEIGHT = 380;
const NOTES_HEIGHT = 1_100;

/** @example (await logDocument(form, call)).subarray(0, 2).toString() // 'PK' */
export async function logDocument(form: Form, call: Call): Promise<Buffer> {
  const texts = textsOf(form);
  const { caller, role, at, details, hadStudent, after } = fieldsOf(call);
  const label = texts.label;
  const rows = [
    section(label('details')),
    ...details.map((d) => row(d.label, d.value)),
    ...(hadStudent ? [row(label('student'), label('student_gone'))] : []),
    section(label('after')),
    row(label('spoke_with'), after?.spokeWith),
    row(label('case'), call.caseNumber),
    row(label('advice'), after?.advice, NOTES_HEIGHT),
    row(label('completed'), after && sayWhen(after.completedAt)),
    row(label('resolved')),
    row(label('follow_up')),
    row(label('notes'), undefined, NOTES_HEIGHT),
  ];
  const head = [
    row(label('at'), sayWhen(at)),
    row(label('caller'), caller),
    row(label('role'), role),
    row(label('lea'), call.lea),
    row(label('school'), call.school),
    row(label('about'), call.about),
  ];
  const document = new Document({
    title: texts('log_title'),
    creator: '',
    styles: { default: { document: { run: { font: FONT, size: 20, color: INK } } } },
    sections: [
      {
        properties: {
          page: { size: PAGE, margin: { top: 1_000, bottom: 900, left: MARGIN, right: MARGIN } },
        },
        footers: { default: footer(texts) },
        children: [
          new Paragraph({
            spacing: { after: 160 },
            children: [new TextRun({ text: texts('log_title'), bold: true, size: 32 })],
          }),
          new Table({
            width: { size: LABEL_WIDTH + VALUE_WIDTH, type: WidthType.DXA },
            columnWidths: [LABEL_WIDTH, VALUE_WIDTH],
            rows: [...head, ...rows],
          }),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function row(label: string, value?: string, height = ROW_HEIGHT): TableRow {
  return new TableRow({
    cantSplit: true,
    height: { value: height, rule: HeightRule.ATLEAST },
    children: [cell(label, LABEL_WIDTH, { bold: true, shaded: true }), cell(value ?? '', VALUE_WIDTH)],
  });
}

function section(title: string): TableRow {
  return new TableRow({
    cantSplit: true,
    children: [
      new TableCell({
        columnSpan: 2,
        borders: BORDERS,
        shading: { type: ShadingType.CLEAR, fill: '3B5B7A', color: 'auto' },
        margins: { top: 60, bottom: 60, left: 110, right: 110 },
        children: [
          new Paragraph({
            keepNext: true,
            children: [new TextRun({ text: title, bold: true, color: 'FFFFFF' })],
          }),
        ],
      }),
    ],
  });
}

function cell(text: string, width: number, { bold = false, shaded = false } = {}): TableCell {
  return new TableCell({
    borders: BORDERS,
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 50, bottom: 50, left: 110, right: 110 },
    ...(shaded ? { shading: { type: ShadingType.CLEAR, fill: SHADE, color: 'auto' } } : {}),
    children: text
      .split('\n')
      .map((line) => new Paragraph({ children: [new TextRun({ text: printable(line), bold })] })),
  });
}

function footer(texts: Texts): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.LEFT,
        children: [new TextRun({ text: texts.label('internal'), size: 17, color: '5B6B7B' })],
      }),
    ],
  });
}

/** `Saturday, November 21, 2026, 10 a.m. Pacific` */
function sayWhen(moment: string): string {
  const [weekday, day, time] = sayMoment(moment).split(', ');
  return `${weekday}, ${day}, ${moment.slice(0, 4)}, ${time} Pacific`;
}

/** Word refuses documents with control characters in them. */
function printable(text: string): string {
  return [...text].filter((c) => c >= ' ' || c === '\t').join('');
}
