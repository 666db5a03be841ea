import type { Dataset } from '#core/dataset/index.ts';
import { datasetBuilder } from '#core/dataset/index.ts';
import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';
import { readResponses } from '../../storage/index.ts';
import type { KeptColumns } from './column-file.ts';
import { keepColumns, readColumns } from './column-file.ts';
import { countCompleted } from './count-completed.ts';
import type { WeighedWave } from './weigh-wave.ts';
import { weighWave } from './weigh-wave.ts';

/** The completed interviews of one wave, ready for estimation. `stamp` differs whenever the answers or weights do. */
export interface WaveAnswers extends WeighedWave {
	readonly instrument: Instrument;
	readonly dataset: Dataset;
	/** The pseudonym by which each row's person is known again in other waves, empty where there is none; null without any. */
	readonly panel: readonly string[] | null;
	readonly stamp: string;
}

/** `KeptColumns` with pseudonyms, which are never written beside the database. */
interface Columns extends KeptColumns {
	readonly panel: readonly string[] | null;
}

interface Held {
	readonly answers: Promise<WaveAnswers>;
	readonly madeFor: string;
	readonly completed: number;
	bytes: number;
	/** Milliseconds that must pass before the count of answers is looked at again. */
	patience: number;
}

/** What the columns of waves may take together before the longest unused are dropped. */
const mostBytes = 512 * 1024 * 1024;
const leastPatience = 3000;

const heldBySite = new WeakMap<Site, Map<WaveId, Held>>();
let builds = 0;

/**
 * A wave's answers, weighed and held in memory. Of a wave that takes answers they are built again when more have come in,
 * but never so often that building takes more than a twentieth of the time; of any other wave only when another process
 * has written to the database. The columns of a wave that is over are kept on disk as well.
 */
export async function waveAnswers(site: Site, args: { wave: Wave; instrument: Instrument }): Promise<WaveAnswers> {
	const { wave } = args;
	const held = heldBySite.get(site) ?? new Map<WaveId, Held>();
	heldBySite.set(site, held);
	const key = wave.id;
	const madeFor = JSON.stringify([wave.state, wave.weighting, wave.instrumentVersion]);
	const before = held.get(key);
	const completed = await countCompleted(site, { wave, patience: before?.patience ?? 0 });
	if (before !== undefined && before.madeFor === madeFor && before.completed === completed) {
		held.delete(key);
		held.set(key, before);
		return before.answers;
	}
	const started = site.clock.now().getTime();
	const answers = build(site, { ...args, expected: completed });
	const entry: Held = { answers, madeFor, completed, bytes: 0, patience: leastPatience };
	held.set(key, entry);
	try {
		entry.bytes = bytesOf(await answers);
	} catch (error) {
		held.delete(key);
		throw error;
	}
	entry.patience = Math.max(leastPatience, 20 * (site.clock.now().getTime() - started));
	dropLongestUnused(held);
	return answers;
}

async function build(site: Site, args: { wave: Wave; instrument: Instrument; expected: number }): Promise<WaveAnswers> {
	const { wave, instrument } = args;
	const { dataset, supplied, panel } = await columnsOf(site, args);
	const scheme = wave.weighting ?? instrument.weighting;
	const weighed = weighWave({ dataset, instrument, supplied, scheme, language: 'en' });
	return { ...weighed, instrument, dataset, panel, stamp: `${++builds}` };
}

/**
 * From disk where they were kept; only of waves that are over, and as long as there are as many answers as there were. Waves
 * whose people are known again in others are not kept there.
 */
async function columnsOf(site: Site, args: { wave: Wave; instrument: Instrument; expected: number }): Promise<Columns> {
	const { wave, instrument, expected } = args;
	if (wave.state === 'open') return columnsFromResponses(site, args);
	const madeFrom = JSON.stringify([wave.id, wave.origin, wave.instrumentVersion, expected]);
	const kept = await readColumns(site, { wave: wave.id, instrument, madeFrom });
	if (kept !== undefined) return { ...kept, panel: null };
	const columns = await columnsFromResponses(site, args);
	if (columns.panel === null && columns.dataset.rows === expected)
		await keepColumns(site, { wave: wave.id, madeFrom, columns });
	return columns;
}

async function columnsFromResponses(
	site: Site,
	{ wave, instrument, expected }: { wave: Wave; instrument: Instrument; expected: number },
): Promise<Columns> {
	const builder = datasetBuilder(instrument, expected, wave.origin === 'imported' ? 'as-recorded' : 'walked');
	const weights: number[] = [];
	const panel: string[] = [];
	let weighted = false;
	let isPanel = false;
	await readResponses(site.storage.reader, {
		wave: wave.id,
		each: (response) => {
			if (response.outcome !== 'completed') return;
			builder.add(response);
			weighted ||= response.baseWeight !== null;
			weights.push(response.baseWeight ?? 0);
			isPanel ||= response.panelLink !== null;
			panel.push(response.panelLink ?? '');
		},
	});
	return {
		dataset: builder.finish(),
		supplied: weighted ? Float64Array.from(weights) : null,
		panel: isPanel ? panel : null,
	};
}

function bytesOf({ dataset, design }: WaveAnswers): number {
	let bytes = design.weights.byteLength * 3;
	for (const column of dataset.columns.values()) {
		bytes += column.kind === 'code' ? column.codes.byteLength : column.values.byteLength + column.missing.byteLength;
	}
	return bytes;
}

function dropLongestUnused(held: Map<WaveId, Held>): void {
	let total = 0;
	for (const { bytes } of held.values()) total += bytes;
	for (const [key, { bytes }] of held) {
		if (total <= mostBytes || held.size === 1) return;
		held.delete(key);
		total -= bytes;
	}
}
