import type { WaveId } from '#core/fieldwork/index.ts';
import type { FlagSeverity } from '#core/fieldwork/index.ts';
import { qualityOf } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import { listCompletedPlaces, listDecisions, listFlags, placesOfResponses } from '../../storage/index.ts';

/** The quality of each row of a wave's dataset, and what it rests on. */
export interface QualityRows {
	/** 0, 1 or 2 a row; null where nothing was flagged. */
	readonly quality: Int8Array | null;
	/** Differs whenever flags or decisions do. */
	readonly stamp: string;
}

/** Looks up the flags of a wave and what was decided of them, by the rows of its dataset, which are in the table's order. */
export async function qualityRows(site: Site, args: { wave: WaveId }): Promise<QualityRows> {
	const { reader } = site.storage;
	const flags = await listFlags(reader, args);
	if (flags.length === 0) return { quality: null, stamp: '' };
	const decisions = new Map((await listDecisions(reader, args)).map((one) => [one.response, one.decision]));
	const severities = new Map<string, FlagSeverity[]>();
	for (const { response, severity } of flags) {
		severities.set(response, [...(severities.get(response) ?? []), severity]);
	}
	const rowAt = new Map(Array.from(await listCompletedPlaces(reader, args), (place, row) => [place, row]));
	const places = await placesOfResponses(reader, { ...args, ids: [...severities.keys()] });
	const quality = new Int8Array(rowAt.size);
	const stamp: string[] = [];
	for (const [response, found] of severities) {
		const row = rowAt.get(places.get(response) ?? -1);
		if (row === undefined) continue;
		quality[row] = qualityOf(found, decisions.get(response));
		stamp.push(`${row}:${quality[row]}`);
	}
	return { quality, stamp: stamp.join() };
}
