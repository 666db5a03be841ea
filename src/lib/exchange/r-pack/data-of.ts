import type { Column } from '#core/dataset/index.ts';
import { missingCodes, plainText, say } from '#core/instrument/index.ts';
import type { CodeLabel, DataColumn, DataFile } from '../data-file/data-file.ts';
import { earlierIn } from './bridges.ts';
import type { Packed, PackedWave } from './packed.ts';
import { askedIn } from './roles.ts';

/**
 * The rows of one wave with the columns that its figures are made of and no other: nothing goes into a pack that a figure
 * does not need, and no respondent's own words. A number stands with the reason for its absence in a column beside it, so
 * that no number can be taken for a reason. Names with a dot are the pack's own.
 */
export function dataOf(wave: PackedWave, { report, waves, language, also = [] }: Packed): DataFile {
	const needed = new Set([...neededIn(wave, { report, waves }), ...also]);
	const columns = [...wave.dataset.columns.keys()].flatMap((name) => {
		const column = needed.has(name) ? wave.dataset.columns.get(name) : undefined;
		return column === undefined ? [] : columnsOf(name, column, language);
	});
	const about = report.waves.find(({ id }) => id === wave.id);
	return {
		title: `${report.title}: ${about?.label ?? wave.id}`,
		notes: [],
		rows: wave.dataset.rows,
		columns: [...columns, ...designColumns(wave)],
		weight: 'weight.final',
	};
}

/** The variables that the figures of a wave are made of. */
export function neededIn(wave: PackedWave, { report, waves }: Pick<Packed, 'report' | 'waves'>): string[] {
	return [
		...[...askedIn(wave, waves), ...earlierIn(wave, { report })].flatMap(({ roles }) =>
			roles.map(({ variable }) => variable),
		),
		...(report.breakBy === null ? [] : [report.breakBy.name]),
		...wave.margins.flatMap(({ variables }) => variables),
	];
}

function columnsOf(name: string, column: Column, language: string): DataColumn[] {
	const label = plainText(say(column.variable.label, language)).replaceAll('\n', ' ').trim() || name;
	const about = [plainText(say(column.variable.base, language)).replaceAll('\n', ' ')];
	const sensitive = column.variable.sensitivity === 'none' || column.variable.sensitivity === 'attitude';
	const disclosive = sensitive ? {} : { disclosive: 'sensitive' as const };
	switch (column.kind) {
		case 'code': {
			const values = column.variable.values.map(({ code, label: words }) => ({
				code,
				label: plainText(say(words, language)),
			}));
			const data = { kind: 'code' as const, codes: column.codes };
			return [{ name, label, level: 'nominal', values, missing: missingLabels, about, ...disclosive, data }];
		}
		case 'number':
			return [
				{
					...{ name, label, level: 'scale', values: [], missing: [], about, ...disclosive },
					data: { kind: 'number', values: column.values, missing: noReason(column.values.length) },
				},
				{
					name: `${name}.missing`,
					label: `Why there is no number: ${label}`,
					level: 'nominal',
					values: [{ code: 0, label: 'There is a number' }],
					missing: missingLabels,
					data: { kind: 'code', codes: column.missing },
				},
			];
	}
}

const qualityWords = '1 left out in the strict reading of quality, 2 in the standard too, 0 in none';

function designColumns({ baseWeights, finalWeights, people, quality = null }: PackedWave): DataColumn[] {
	return [
		ownNumbers('weight.base', 'Weight before calibration', baseWeights),
		ownNumbers('weight.final', 'Weight of every figure', finalWeights),
		...(people === null
			? []
			: [ownNumbers('person.number', 'The same person in all waves of this pack; -1 where not known again', people)]),
		...(quality === null ? [] : [ownNumbers('quality.flag', qualityWords, Int32Array.from(quality))]),
	];
}

function ownNumbers(name: string, label: string, values: Float64Array | Int32Array): DataColumn {
	const data = { kind: 'number' as const, values: Float64Array.from(values), missing: noReason(values.length) };
	return { name, label, level: 'scale', values: [], missing: [], data };
}

function noReason(rows: number): Int8Array {
	return new Int8Array(rows);
}

const missingLabels: readonly CodeLabel[] = Object.entries(missingCodes).map(([reason, code]) => ({
	code,
	label: reason.replaceAll('-', ' '),
}));
