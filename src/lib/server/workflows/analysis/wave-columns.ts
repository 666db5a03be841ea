import type { Dataset, Interleaving } from '#core/dataset/index.ts';
import { datasetBuilder, interleaved, interleavedNumbers } from '#core/dataset/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';
import type { StoredResponse } from '../../storage/index.ts';
import { listCompletedPlaces, readResponses, readResponsesAt } from '../../storage/index.ts';
import type { KeptColumns } from './column-file.ts';
import { keepColumns, readColumns } from './column-file.ts';
import { whileReading } from './reading.ts';

/** A wave's completed interviews as columns. */
export interface WaveColumns extends KeptColumns {
	/** The pseudonym by which each row's person is known again in other waves, empty where there is none; null without any. */
	readonly panel: readonly string[] | null;
	/** Where each row's response stands in the table; null for columns from disk. Neither is ever written beside the database. */
	readonly places: Float64Array | null;
}

interface Of {
	readonly wave: Wave;
	readonly instrument: Instrument;
	/** Completed interviews. */
	readonly expected: number;
}

/**
 * The columns of a wave. Of one that is over they are kept on disk, and read from there as long as there are as many
 * answers as there were; waves whose people are known again in others are not kept there. Of one that takes answers only
 * those are read that `before` has not: answers are never changed.
 */
export async function waveColumns(site: Site, of: Of, before: WaveColumns | undefined): Promise<WaveColumns> {
	const { wave, instrument, expected } = of;
	if (wave.state === 'open') {
		const grown = before === undefined ? undefined : await withNewAnswers(site, of, before);
		return grown ?? columnsFromResponses(site, of);
	}
	const madeFrom = JSON.stringify([wave.id, wave.origin, wave.instrumentVersion, expected]);
	const args = { wave: wave.id, instrument, madeFrom };
	const fromDisk = async () => {
		const kept = await readColumns(site, args);
		return kept && { ...kept, panel: null, places: null };
	};
	const kept = await fromDisk();
	if (kept !== undefined) return kept;
	const columns = await columnsFromResponses(site, of);
	if (columns.panel !== null || columns.dataset.rows !== expected) return columns;
	await keepColumns(site, { ...args, columns });
	// Those on disk take up memory only as far as they are used.
	return (await fromDisk()) ?? columns;
}

async function columnsFromResponses(site: Site, of: Of): Promise<WaveColumns> {
	const { wave, expected } = of;
	const rows = rowsOf(of);
	await whileReading(site, { wave: wave.id, of: expected }, (reached) =>
		readResponses(site.storage.reader, {
			wave: wave.id,
			each: (response, place) => {
				rows.add(response, place);
				reached();
			},
		}),
	);
	return rows.finish();
}

/** Undefined where answers that `before` has are gone, so that the columns must be built again. */
async function withNewAnswers(site: Site, of: Of, before: WaveColumns): Promise<WaveColumns | undefined> {
	if (before.places === null) return undefined;
	const { reader } = site.storage;
	const places = await listCompletedPlaces(reader, { wave: of.wave.id });
	const from = new Uint8Array(places.length);
	let known = 0;
	for (let i = 0; i < places.length; i++) {
		if (places[i] === before.places[known]) known++;
		else from[i] = 1;
	}
	if (known < before.places.length) return undefined;
	if (known === places.length) return before;
	const rows = rowsOf({ ...of, expected: places.length - known });
	await readResponsesAt(reader, { wave: of.wave.id, places: places.filter((_, i) => from[i] === 1), each: rows.add });
	const added = rows.finish();
	return added.dataset.rows === places.length - known ? joined(before, added, { from, places }) : undefined;
}

function joined(
	before: WaveColumns,
	added: WaveColumns,
	{ from, places }: { from: Interleaving; places: Float64Array },
): WaveColumns {
	const weightsOf = ({ supplied, dataset }: WaveColumns) => supplied ?? new Float64Array(dataset.rows);
	const weighted = before.supplied !== null || added.supplied !== null;
	return inMemory({
		dataset: interleaved(before.dataset, added.dataset, from),
		supplied: weighted ? interleavedNumbers(weightsOf(before), weightsOf(added), from) : null,
		panel: before.panel === null && added.panel === null ? null : panelOf(before, added, from),
		places,
	});
}

function panelOf(before: WaveColumns, added: WaveColumns, from: Interleaving): string[] {
	let [a, b] = [0, 0];
	return Array.from(from, (which) => (which === 0 ? before.panel?.[a++] : added.panel?.[b++]) ?? '');
}

/** Collects responses as rows; only completed ones are. */
function rowsOf({ wave, instrument, expected }: Of) {
	const builder = datasetBuilder(instrument, expected, wave.origin === 'imported' ? 'as-recorded' : 'walked');
	const weights: number[] = [];
	const panel: string[] = [];
	const places: number[] = [];
	let weighted = false;
	let isPanel = false;
	return {
		add: (response: StoredResponse, place: number) => {
			if (response.outcome !== 'completed') return;
			builder.add(response);
			places.push(place);
			weighted ||= response.baseWeight !== null;
			weights.push(response.baseWeight ?? 0);
			isPanel ||= response.panelLink !== null;
			panel.push(response.panelLink ?? '');
		},
		finish: () =>
			inMemory({
				dataset: builder.finish(),
				supplied: weighted ? Float64Array.from(weights) : null,
				panel: isPanel ? panel : null,
				places: Float64Array.from(places),
			}),
	};
}

function inMemory(columns: Omit<WaveColumns, 'bytes' | 'isIntact'>): WaveColumns {
	const bytes = bytesOf(columns.dataset) + columns.dataset.rows * 16;
	return { ...columns, bytes: () => bytes, isIntact: () => true };
}

function bytesOf({ columns }: Dataset): number {
	let bytes = 0;
	for (const column of columns.values()) {
		bytes += column.kind === 'code' ? column.codes.byteLength : column.values.byteLength + column.missing.byteLength;
	}
	return bytes;
}
