import { asc, desc, eq, max } from 'drizzle-orm';
import { WaveId } from '#core/fieldwork/index.ts';
import type { SurveySlug } from '#core/instrument/index.ts';
import type { WeightingScheme } from '#core/weighting/index.ts';
import type { Reader, Writer } from './database.ts';
import { waveWeightings } from './tables/wave-weightings.ts';
import { lockIn, schemeIn } from './weighting-schemes.ts';

/** What somebody decided about a wave's weighting. Rows are only ever added; the one with the last place counts. */
export interface WaveWeighting {
	/** Grows from row to row. */
	readonly place: number;
	readonly wave: WaveId;
	/** Null for the weighting that the wave or its questionnaire declares. */
	readonly scheme: { readonly name: string; readonly version: number } | null;
	readonly reason: string;
	readonly by: string;
	readonly on: string;
}

/** Every decision on a survey's waves, the oldest first. At most 10,000. */
export async function listWaveWeightings(reader: Reader, args: { survey: string }): Promise<WaveWeighting[]> {
	const rows = reader.database
		.select()
		.from(waveWeightings)
		.where(eq(waveWeightings.survey, args.survey))
		.orderBy(asc(waveWeightings.place))
		.limit(10_000)
		.all();
	return rows.map(decisionOf);
}

/** The decision that counts for a wave, with its scheme where it gave one; undefined where nobody decided anything. */
export async function findWaveWeighting(
	reader: Reader,
	args: { wave: WaveId },
): Promise<{ readonly decision: WaveWeighting; readonly scheme: WeightingScheme | null } | undefined> {
	const row = reader.database
		.select()
		.from(waveWeightings)
		.where(eq(waveWeightings.wave, args.wave))
		.orderBy(desc(waveWeightings.place))
		.limit(1)
		.get();
	if (row === undefined) return undefined;
	const decision = decisionOf(row);
	if (decision.scheme === null) return { decision, scheme: null };
	const stored = schemeIn(reader.database, { survey: row.survey, ...decision.scheme });
	if (stored === undefined) throw new RangeError('a scheme in use is locked, and a locked one is never deleted');
	return { decision, scheme: stored.scheme };
}

/**
 * Adds a decision for each of `waves`, all or none, and locks the schemes that they give, with `remark` in their notes.
 * Refused when the survey's last decision is no longer the one at `seen`, 0 for none.
 */
export async function insertWaveWeightings(
	writer: Writer,
	args: Pick<WaveWeighting, 'reason' | 'by' | 'on'> & {
		survey: SurveySlug;
		seen: number;
		waves: readonly Pick<WaveWeighting, 'wave' | 'scheme'>[];
		remark: string;
	},
): Promise<{ kind: 'inserted' | 'changed-meanwhile' | 'unknown-scheme' }> {
	const { survey, seen, waves, remark, reason, by, on } = args;
	return writer.commit((database) => {
		const last = database
			.select({ place: max(waveWeightings.place) })
			.from(waveWeightings)
			.where(eq(waveWeightings.survey, survey))
			.get();
		if ((last?.place ?? 0) !== seen) return { kind: 'changed-meanwhile' };
		const given = waves.flatMap(({ scheme }) => scheme ?? []);
		if (given.some((scheme) => schemeIn(database, { survey, ...scheme }) === undefined)) {
			return { kind: 'unknown-scheme' };
		}
		for (const scheme of given) lockIn(database, { survey, ...scheme, remark });
		for (const { wave, scheme } of waves) {
			const chosen = { scheme: scheme?.name ?? null, version: scheme?.version ?? null };
			database
				.insert(waveWeightings)
				.values({ survey, wave, ...chosen, reason, by, on })
				.run();
		}
		return { kind: 'inserted' };
	});
}

function decisionOf({
	place,
	wave,
	scheme: name,
	version,
	reason,
	by,
	on,
}: typeof waveWeightings.$inferSelect): WaveWeighting {
	const scheme = name === null || version === null ? null : { name, version };
	return { place, wave: WaveId.parse(wave), scheme, reason, by, on };
}
