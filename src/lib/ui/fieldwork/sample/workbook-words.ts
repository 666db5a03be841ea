interface NoWorkbook {
	readonly why:
		| 'old-xls'
		| 'xlsb'
		| 'ods'
		| 'other'
		| 'encrypted'
		| 'macros'
		| 'broken'
		| 'too-much'
		| 'no-sheets'
		| 'no-such-sheet'
		| 'too-many-rows'
		| 'too-many-characters'
		| 'too-many-columns'
		| 'error-cell'
		| 'no-value';
	readonly sheet?: string;
	readonly sheets?: readonly string[];
	readonly cell?: string;
	readonly shown?: string;
}

/** Why a workbook cannot be read, in which cell of which sheet, and what to do. */
export function noWorkbookWords({ why, sheet = '', sheets = [], cell = '', shown = '' }: NoWorkbook): string {
	switch (why) {
		case 'old-xls':
			return 'The file is an Excel workbook of before 2007 (.xls). Save it as .xlsx, or the sheet as CSV.';
		case 'xlsb':
			return 'The file is a binary Excel workbook (.xlsb). Save it as .xlsx, or the sheet as CSV.';
		case 'ods':
			return 'The file is an OpenDocument spreadsheet (.ods). Save it as .xlsx, or the sheet as CSV.';
		case 'other':
			return 'The file is neither CSV nor an Excel workbook (.xlsx). Save the sheet as one of these.';
		case 'encrypted':
			return 'The workbook has a password. Save a copy without one, and choose that.';
		case 'macros':
			return 'The workbook holds macros. Save it as .xlsx, which leaves them out, and choose that.';
		case 'broken':
			return 'The workbook is damaged. Open it in Excel, save it anew, and choose that.';
		case 'too-much':
			return 'The workbook unpacks to more than a sample can be. Copy the people to a workbook of their own.';
		case 'no-sheets':
			return 'The workbook has no sheet with cells.';
		case 'no-such-sheet':
			return `The workbook has no such sheet. It has: ${sheets.slice(0, 20).join(', ')}.`;
		case 'too-many-rows':
			return `The sheet “${sheet}” has more than 50,000 rows below its header. Split it.`;
		case 'too-many-characters':
			return 'The sheet holds more than 8 MB of text. Split it.';
		case 'too-many-columns':
			return `The sheet “${sheet}” has something in cell ${cell}, and at most 60 columns can be read. Take out those that nobody needs.`;
		case 'error-cell':
			return `Cell ${cell} of the sheet “${sheet}” shows the error ${shown}. Mend its formula, or empty it.`;
		case 'no-value':
			return `Cell ${cell} of the sheet “${sheet}” has a formula without a value. Open the workbook in Excel and save it, which works it out.`;
	}
}
