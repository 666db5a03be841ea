import type { DataColumn, TextData } from '#exchange/data-file/data-file.ts';
import { freeName, plainWords } from '#exchange/data-file/layout.ts';
import type { LaidColumn } from '#exchange/data-file/layout.ts';
import { rowsKept, stackColumn } from '#exchange/data-file/stack.ts';
import type { StackedWave } from '#exchange/data-file/stack.ts';
import type { Site } from '../../site.ts';
import { deletedAnswers } from '../analysis/deleted-answers.ts';
import type { LoadedWave } from '../analysis/loaded-waves.ts';
import { loadWaves, versionsOf } from '../analysis/loaded-waves.ts';
import { columnsFor, language } from './columns-of.ts';
import { notesOn } from './notes.ts';
import { openTexts } from './open-texts.ts';
import type { ExportRequest, ExportedWave, NotPrepared, Prepared } from './request.ts';
import { rowsPassing, wrongCondition } from './where.ts';

/**
 * The waves of a survey as one file of data: a column `wave`, the variables stacked by what they are, and the final
 * weights last where any wave is weighted. Every completed interview that passes the filter is a row; planned waves and
 * pilots have none.
 */
export async function prepareExport(site: Site, request: ExportRequest): Promise<Prepared | NotPrepared> {
	const { survey, text, where } = request;
	const published = await versionsOf(site, survey);
	const newest = published.at(-1);
	if (newest === undefined) return { kind: 'unknown-survey' };
	const loaded = await loadWaves(site, { survey, versions: published, reading: 'none' });
	const answered = loaded.filter(({ answers }) => answers.dataset.rows > 0);
	if (answered.length === 0) return { kind: 'no-answers' };
	const asked = chosen(answered, request.waves);
	if (!Array.isArray(asked)) return asked;
	const open = asked.find(({ wave }) => wave.state === 'open');
	if (text && open !== undefined) return { kind: 'text-of-open-wave', wave: open.wave.label };

	const laid = await columnsFor(site, asked, { survey, published, text });
	const wrong = wrongCondition(laid, where);
	if (wrong !== undefined) return wrong;
	const stacked: StackedWave[] = [];
	for (const { wave, answers } of asked) {
		const version = wave.instrumentVersion;
		const texts = text ? await openTexts(site, answers, wave) : new Map<string, TextData>();
		const kept = rowsPassing(answers.dataset, version, laid, where);
		stacked.push({ version, dataset: answers.dataset, texts, kept });
	}
	const rows = stacked.reduce((sum, wave) => sum + rowsKept(wave), 0);
	if (rows === 0) return { kind: 'nobody-left' };

	const waves = asked.map(({ wave, answers, imported, quality }, k) => {
		const { kept = null, dataset } = stacked[k] ?? { dataset: answers.dataset };
		return { wave, answers, imported, quality, kept, rows: kept?.length ?? dataset.rows };
	});
	const columns = columnsOf(laid, stacked, waves, rows);
	const weight = isWeighted(waves) ? (columns.at(-1)?.name ?? null) : null;
	const made = site.clock.now();
	const titled = { title: plainWords(newest.title, language), population: plainWords(newest.population, language) };
	const deleted = request.waves === 'all' ? await deletedAnswers(site, { survey }) : [];
	const { title, notes, warnings } = notesOn({ ...titled, request, waves, deleted, laid, columns, weight, rows, made });
	const [only] = waves;
	return {
		kind: 'prepared',
		survey,
		stem: waves.length === 1 && answered.length > 1 && only ? `${survey}-wave-${only.wave.number}` : survey,
		file: { title, notes, rows, columns, weight },
		waves: waves.map(({ wave, rows: of }) => ({ wave, rows: of })),
		warnings,
		made,
	};
}

function chosen(answered: readonly LoadedWave[], asked: ExportRequest['waves']): LoadedWave[] | NotPrepared {
	if (asked === 'all') return [...answered];
	const names = ({ wave }: LoadedWave) => [String(wave.id), String(wave.number), wave.label];
	const unknown = asked.find((name) => !answered.some((one) => names(one).includes(name)));
	if (unknown === undefined && asked.length > 0)
		return answered.filter((one) => asked.some((name) => names(one).includes(name)));
	const known = answered.map(({ wave }) =>
		wave.label === String(wave.number) ? wave.label : `${wave.number} (${wave.label})`,
	);
	return { kind: 'unknown-wave', wave: unknown ?? '', known };
}

function columnsOf(
	laid: readonly LaidColumn[],
	stacked: readonly StackedWave[],
	waves: readonly ExportedWave[],
	rows: number,
): DataColumn[] {
	const columns = laid.map((column) => stackColumn(column, stacked));
	const wave: DataColumn = {
		name: freeName(columns, 'wave', 'survey_wave'),
		label: 'Wave',
		level: 'ordinal',
		values: waves.map(({ wave: { number, label } }) => ({ code: number, label })),
		missing: [],
		data: { kind: 'code', codes: waveNumbers(waves, rows) },
	};
	const flagged = qualityColumn(columns, waves, rows);
	if (!isWeighted(waves)) return [wave, ...columns, ...flagged];
	const weight: DataColumn = {
		name: freeName(columns, 'weight', 'final_weight'),
		label: 'Final weight',
		level: 'scale',
		values: [],
		missing: [],
		about: ['Weights are those of the whole wave, whatever the filter leaves of it'],
		data: { kind: 'number', values: weightsOf(waves, rows), missing: new Int8Array(rows) },
	};
	return [wave, ...columns, ...flagged, weight];
}

/** What the rules of quality and people who read their flags say of each row; none where no wave has a flag. */
function qualityColumn(columns: readonly DataColumn[], waves: readonly ExportedWave[], rows: number): DataColumn[] {
	if (waves.every(({ quality }) => quality === null)) return [];
	const codes = new Int8Array(rows);
	let at = 0;
	for (const { quality, kept, rows: of } of waves) {
		for (let k = 0; k < of; k++) codes[at + k] = quality?.[kept?.[k] ?? k] ?? 0;
		at += of;
	}
	return [
		{
			name: freeName(columns, 'quality', 'quality_flag'),
			label: 'Quality',
			level: 'ordinal',
			values: [
				{ code: 0, label: 'Counts in every reading' },
				{ code: 1, label: 'Left out in the strict reading' },
				{ code: 2, label: 'Left out in the standard and the strict reading' },
			],
			missing: [],
			about: ['Weights are those of all rows, whatever their quality'],
			data: { kind: 'code', codes },
		},
	];
}

function isWeighted(waves: readonly Pick<ExportedWave, 'answers'>[]): boolean {
	return waves.some(({ answers: { weighting } }) =>
		weighting.kind === 'failed' ? weighting.used === 'supplied' : weighting.kind !== 'unweighted',
	);
}

function waveNumbers(waves: readonly ExportedWave[], rows: number): Int16Array {
	const numbers = new Int16Array(rows);
	let at = 0;
	for (const { wave, rows: of } of waves) numbers.fill(wave.number, at, (at += of));
	return numbers;
}

function weightsOf(waves: readonly ExportedWave[], rows: number): Float64Array {
	const all = new Float64Array(rows);
	let at = 0;
	for (const { answers, kept, rows: of } of waves) {
		const { weights } = answers.design;
		if (kept === null) all.set(weights, at);
		else for (let k = 0; k < kept.length; k++) all[at + k] = weights[kept[k] ?? 0] ?? 0;
		at += of;
	}
	return all;
}
