import type { DataFile } from '../../data-file/data-file.ts';
import { caseBytes } from './cases.ts';
import { deflatedBytes } from './deflate.ts';
import { dictionaryBytes } from './dictionary.ts';
import { planOf } from './plan.ts';

/**
 * A file of data as an SPSS system file, piece by piece: .sav with byte codes, or .zsav. Beyond the columns themselves it
 * takes the memory of a few pieces. The file must have a column.
 *
 * Missing reasons are user-missing: up to three codes one by one, more as the range from the lowest to the highest (such
 * as −9 THRU −1), which PSPP, haven and SPSS all read, while haven reads an open LO THRU −1 as a range to −Inf. The title is the
 * file's label; it and the notes stand in its documents.
 * Source: GNU PSPP developer documentation, "System File Format". Shown by tests/unit/exchange/sav-write.test.ts, where PSPP and
 * haven read it back.
 */
export async function* writeSav(
	file: DataFile,
	options: { readonly form: 'sav' | 'zsav'; readonly writtenAt: Date },
): AsyncGenerator<Uint8Array> {
	const plan = planOf(file);
	let offset = 0;
	for (const piece of dictionaryBytes(file, plan, options)) {
		offset += piece.length;
		yield piece;
	}
	const cases = (): Iterable<Uint8Array> => caseBytes(plan.columns, file.rows);
	if (options.form === 'zsav') yield* deflatedBytes(cases, offset);
	else yield* cases();
}
