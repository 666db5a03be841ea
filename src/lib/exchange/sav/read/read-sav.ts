import { extension } from '../format.ts';
import type { SavFile } from '../sav-file.ts';
import { bytesOf, viewOf } from './bytes.ts';
import { caseReader } from './cases.ts';
import { budgetOf } from './cells.ts';
import { dictionaryOf } from './dictionary.ts';
import { inflated } from './inflate.ts';
import { readRecords } from './records.ts';
import { Unreadable } from './unreadable.ts';

export type ReadSav =
	| { readonly kind: 'read'; readonly file: SavFile }
	/** One line that says what is wrong, to follow the name of the file. */
	| { readonly kind: 'unreadable'; readonly words: string };

const mostMemory = 2 ** 31;

/**
 * Reads an SPSS system file (.sav, also compressed, or .zsav) of either byte order. Memory is the columns as they are kept,
 * at most `memory` bytes (2 GB unless told), and a few megabytes. A file that ends early, that has more or fewer cases than
 * it says, or whose parts contradict each other is unreadable as a whole. Only the columns that `wanted` names are kept.
 * Documents, attributes, multiple response sets and roles are passed over.
 * Source: GNU PSPP developer documentation, "System File Format". Shown by tests/unit/exchange and tests/property/sav.test.ts.
 */
export async function readSav(
	source: Uint8Array | AsyncIterable<Uint8Array>,
	{ wanted = () => true, memory = mostMemory }: { wanted?: (name: string) => boolean; memory?: number } = {},
): Promise<ReadSav> {
	try {
		const bytes = bytesOf(source);
		const records = await readRecords(bytes);
		const { header } = records;
		const dictionary = dictionaryOf(records);
		const expected = casesTold(header.cases, records.extensions.get(extension.cases), header.littleEndian);
		const reader = caseReader(dictionary, header, { wanted, budget: budgetOf(memory), expected });
		const pieces = header.compression === 'zlib' ? inflated(bytes, header.littleEndian) : rest(bytes);
		for await (const piece of pieces) reader.push(piece);
		const { rows, cells } = reader.finish();
		const columns = dictionary.columns.flatMap(({ segments: _, ...column }) => {
			const read = cells.get(column.name);
			return read === undefined ? [] : [{ ...column, cells: read }];
		});
		return { kind: 'read', file: { label: dictionary.label, weight: dictionary.weight, rows, columns } };
	} catch (error) {
		if (error instanceof Unreadable) return { kind: 'unreadable', words: error.message.replaceAll(/\p{Cc}/gu, '?') };
		throw error;
	}
}

/** The number of cases in the header, or where that is not known in its longer form. */
function casesTold(short: number, long: Uint8Array | undefined, littleEndian: boolean): number {
	if (short >= 0 || long === undefined || long.length < 16) return short;
	return Number(viewOf(long).getBigInt64(8, littleEndian));
}

async function* rest(bytes: ReturnType<typeof bytesOf>): AsyncGenerator<Uint8Array> {
	for (let piece = await bytes.next(); piece !== undefined; piece = await bytes.next()) yield piece;
}
