/** The styles of a workbook: one format of a cell for each of `cellStyles`, in their order. */
export const stylesXml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="3"><font><sz val="10"/><name val="Calibri"/></font><font><b/><sz val="10"/><name val="Calibri"/></font><font><b/><sz val="14"/><name val="Calibri"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFD5E8D4"/><bgColor indexed="64"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDAE8FC"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF808080"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">${[
  format(0, 0, 0),
  format(2, 0, 0, { isWrapped: false }),
  format(1, 0, 0),
  format(1, 2, 1),
  format(1, 3, 1),
  format(0, 0, 0, { isQuoted: true }),
].join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

interface FormatOptions {
  readonly isWrapped?: boolean;
  /** The cell shows a text that begins like a formula. */
  readonly isQuoted?: boolean;
}

function format(
  font: number,
  fill: number,
  border: number,
  { isWrapped = true, isQuoted = false }: FormatOptions = {},
): string {
  const quote = isQuoted ? ' quotePrefix="1"' : "";
  return `<xf numFmtId="0" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${quote}><alignment vertical="top"${isWrapped ? ' wrapText="1"' : ""}/></xf>`;
}
