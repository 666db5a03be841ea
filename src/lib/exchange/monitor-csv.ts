import type { Monitor, WatchedCount } from '#core/fieldwork/index.ts';
import { recordsCsv } from './csv-out/records.ts';
import type { CsvRecord } from './csv-out/records.ts';

/**
 * A monitor as CSV (RFC 4180, UTF-8 with a byte order mark, formulas escaped): a row for each count, by what it is of. What
 * is masked on the page is masked here: `count` is empty and `masked` says how. Counts by day and *answered* are to the
 * nearest ten.
 */
export function monitorCsv({ today, totals, splits, stops, byDay }: Monitor): string {
	const plain = (by: string, group: string, stage: string, count: number | null): CsvRecord[] =>
		count === null ? [] : [{ as_of: today, by, group, stage, count, masked: '' }];
	const seen = (by: string, group: string, stage: string, count: WatchedCount | null): CsvRecord[] => {
		if (count === null) return [];
		if (count.kind === 'shown') return plain(by, group, stage, count.count);
		return [{ as_of: today, by, group, stage, count: '', masked: count.kind === 'few' ? 'fewer than 10' : 'withheld' }];
	};
	return recordsCsv([
		...Object.entries(totals).flatMap(([stage, count]) => plain('all', '', stage, count)),
		...splits.flatMap(({ by, groups }) => {
			const name = by.kind === 'stratum' ? by.column : by.kind;
			return groups.flatMap(({ value, sampled, started, completed, declined }) => [
				...seen(name, value, 'sampled', sampled),
				...seen(name, value, 'started', started),
				...seen(name, value, 'completed', completed),
				...seen(name, value, 'declined', declined),
			]);
		}),
		...byDay.flatMap(({ day, started, completed, last }) => [
			...plain('by end of day', day, 'started', started),
			...plain('by end of day', day, 'completed', completed),
			...plain('by end of day', day, 'completed in the last wave', last),
		]),
		...stops.questions.flatMap(({ id, answered, stopped, median }) => [
			...plain('page', id, 'answered', answered),
			...seen('page', id, 'stopped', stopped),
			...plain('page', id, 'median seconds from', median?.from ?? null),
		]),
	]);
}
