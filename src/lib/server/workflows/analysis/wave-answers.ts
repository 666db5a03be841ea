import type { Dataset } from '#core/dataset/index.ts';
import { datasetBuilder } from '#core/dataset/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';
import { countResponses, readResponses } from '../../storage/index.ts';
import type { WeighedWave } from './weigh-wave.ts';
import { weighWave } from './weigh-wave.ts';

/** The completed interviews of one wave, ready for estimation. `stamp` differs whenever the answers or weights do. */
export interface WaveAnswers extends WeighedWave {
	readonly instrument: Instrument;
	readonly dataset: Dataset;
	readonly stamp: string;
}

interface Held {
	readonly answers: Promise<WaveAnswers>;
	readonly madeFor: string;
	readonly completed: number;
	bytes: number;
	checkedAt: number;
	wavesStamp: string;
	/** Milliseconds that must pass before the count of answers is looked at again. */
	patience: number;
}

/** What the columns of waves may take together before the longest unused are dropped. */
const mostBytes = 512 * 1024 * 1024;
const leastPatience = 3000;

const heldBySite = new WeakMap<Site, Map<string, Held>>();
let builds = 0;

/**
 * A wave's answers, weighed and held in memory. Of a wave that takes answers they are built again when more have come in,
 * but never so often that building takes more than a twentieth of the time; of any other wave only when another process
 * has written to the database. Labels are in `language`.
 */
export async function waveAnswers(
	site: Site,
	args: { wave: Wave; instrument: Instrument; language: string },
): Promise<WaveAnswers> {
	const { wave } = args;
	const held = heldBySite.get(site) ?? new Map<string, Held>();
	heldBySite.set(site, held);
	const key = `${wave.id} ${args.language}`;
	const madeFor = JSON.stringify([wave.state, wave.weighting, wave.instrumentVersion]);
	const before = held.get(key);
	if (before !== undefined && before.madeFor === madeFor && (await isFresh(site, wave, before))) {
		held.delete(key);
		held.set(key, before);
		return before.answers;
	}
	const wavesStamp = site.storage.reader.wavesStamp();
	const { completed } = await countResponses(site.storage.reader, { wave: wave.id });
	const started = site.clock.now().getTime();
	const answers = build(site, { ...args, expected: completed });
	const entry: Held = {
		answers,
		madeFor,
		completed,
		bytes: 0,
		checkedAt: started,
		wavesStamp,
		patience: leastPatience,
	};
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

async function isFresh(site: Site, wave: Wave, held: Held): Promise<boolean> {
	const wavesStamp = site.storage.reader.wavesStamp();
	if (wave.state !== 'open' && held.wavesStamp === wavesStamp) return true;
	const now = site.clock.now().getTime();
	if (now - held.checkedAt < held.patience) return true;
	const { completed } = await countResponses(site.storage.reader, { wave: wave.id });
	if (completed !== held.completed) return false;
	held.checkedAt = now;
	held.wavesStamp = wavesStamp;
	return true;
}

async function build(
	site: Site,
	args: { wave: Wave; instrument: Instrument; language: string; expected: number },
): Promise<WaveAnswers> {
	const { wave, instrument, language } = args;
	const builder = datasetBuilder(instrument, args.expected, wave.origin === 'imported' ? 'as-recorded' : 'walked');
	const weights: number[] = [];
	let supplied = false;
	await readResponses(site.storage.reader, {
		wave: wave.id,
		each: (response) => {
			if (response.outcome !== 'completed') return;
			builder.add(response);
			supplied ||= response.baseWeight !== null;
			weights.push(response.baseWeight ?? 0);
		},
	});
	const dataset = builder.finish();
	const scheme = wave.weighting ?? instrument.weighting;
	const weighed = weighWave({
		dataset,
		instrument,
		supplied: supplied ? Float64Array.from(weights) : null,
		scheme,
		language,
	});
	return { ...weighed, instrument, dataset, stamp: `${++builds}` };
}

function bytesOf({ dataset, design }: WaveAnswers): number {
	let bytes = design.weights.byteLength * 3;
	for (const column of dataset.columns.values()) {
		bytes += column.kind === 'code' ? column.codes.byteLength : column.values.byteLength + column.missing.byteLength;
	}
	return bytes;
}

function dropLongestUnused(held: Map<string, Held>): void {
	let total = 0;
	for (const { bytes } of held.values()) total += bytes;
	for (const [key, { bytes }] of held) {
		if (total <= mostBytes || held.size === 1) return;
		held.delete(key);
		total -= bytes;
	}
}
