import { z } from 'zod';
import { ColumnRole } from '#core/fieldwork/index.ts';
import { sampleLimits } from '#exchange/sample/sample-csv.ts';
import { readSampleXlsx } from '#exchange/sample/sample-xlsx.ts';
import { isWorkbook } from '#exchange/xlsx/read-xlsx.ts';
import { unhurried } from '#server/http/unhurried.ts';
import { uploadedForm } from '#server/http/uploaded-file.ts';
import { noWorkbookWords } from '#ui/fieldwork/sample/workbook-words.ts';
import type { RequestEvent } from '@sveltejs/kit';

/** A file of a sample as a form sent it: as a file, or what was in one that was looked at before, with its columns lined up. */
export type SentSample =
	| {
			readonly kind: 'sent';
			readonly fileName: string;
			readonly text: string;
			readonly roles: readonly ColumnRole[];
			/** The sheet of a workbook that the text is of; empty where it came as text. */
			readonly sheet: string;
			/** The other sheets of that workbook. */
			readonly others: readonly string[];
	  }
	| { readonly kind: 'not-sent'; readonly words: string };

/** Reads the form that a sample comes in; it may be larger than other forms. */
export async function sentSample(event: Pick<RequestEvent, 'request' | 'platform'>): Promise<SentSample> {
	const form = await uploadedForm(event, { most: 2 * sampleLimits.bytes });
	if (!(form instanceof FormData)) {
		return notSent(
			form.kind === 'too-large' ? 'The file is larger than 8 MB. Split it.' : 'No file came. Choose it again.',
		);
	}
	const file = form.get('file');
	const typed = form.get('text');
	const roles = rolesIn(form);
	const sheet = Sheet.parse(form.get('sheet'));
	if (typeof typed === 'string') {
		return { kind: 'sent', fileName: String(form.get('fileName') ?? ''), text: typed, roles, sheet, others: [] };
	}
	if (!(file instanceof File) || file.size === 0) return notSent('Choose a file.');
	if (file.size > sampleLimits.bytes) return notSent('The file is larger than 8 MB. Split it.');
	const bytes = new Uint8Array(await file.arrayBuffer());
	const as = { kind: 'sent', fileName: file.name, roles } as const;
	if (!isWorkbook(bytes)) return { ...as, text: textOf(bytes), sheet: '', others: [] };
	const read = await unhurried(readSampleXlsx(bytes, { sheet }));
	if (read.kind !== 'csv') return notSent(noWorkbookWords(read));
	if (read.text.length > sampleLimits.bytes) return notSent(noWorkbookWords({ why: 'too-many-characters' }));
	return { ...as, text: read.text, sheet: read.sheet, others: read.sheets.filter((name) => name !== read.sheet) };
}

/** Excel’s names of sheets are shorter. */
const Sheet = z.string().max(100).catch('');

function rolesIn(form: FormData): ColumnRole[] {
	const roles: ColumnRole[] = [];
	for (let at = 0; form.has(`role-${at}`); at++) roles.push(ColumnRole.catch('ignored').parse(form.get(`role-${at}`)));
	return roles;
}

/** UTF-8, or what older spreadsheets write where it is none. */
function textOf(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('windows-1252').decode(bytes);
	}
}

function notSent(words: string): SentSample {
	return { kind: 'not-sent', words };
}

const Typed = z.string().trim().max(200).catch('');
const orNull = Typed.transform((typed) => (typed === '' ? null : typed));

/** Somebody who was typed in by hand. */
export const SentMember = z.object({
	email: orNull,
	name: orNull,
	language: orNull,
	sector: orNull,
	organisation: orNull,
	strata: z.record(z.string(), z.string()).default({}),
});

export const SentChange = z.object({
	place: z.coerce.number().int().min(0),
	change: z.enum(['ineligible', 'ready', 'removed']),
});

/** Which members the address asks for. */
export const SampleFilter = z.object({
	state: z.enum(['ready', 'answered', 'declined', 'opted-out', 'bounced', 'ineligible']).optional().catch(undefined),
	search: z.string().max(100).default('').catch(''),
	page: z.coerce.number().int().min(1).max(100_000).default(1).catch(1),
});
