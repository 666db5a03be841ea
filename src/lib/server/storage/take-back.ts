import { and, count, eq, inArray, like, or } from 'drizzle-orm';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Writer } from './database.ts';
import { codings } from './tables/coding.ts';
import { importDrafts } from './tables/import-drafts.ts';
import { importedVariables } from './tables/imported-variables.ts';
import { imports } from './tables/imports.ts';
import { publishedWaves } from './tables/published-waves.ts';
import { responses } from './tables/responses.ts';
import { savedViews } from './tables/saved-views.ts';
import { waveWeightings } from './tables/wave-weightings.ts';
import { waves } from './tables/waves.ts';
import { renumberWaves } from './waves.ts';

/** Something that was made of a wave and would be left without it. */
export interface Dependence {
	readonly kind: 'saved-view' | 'weighting' | 'published-round' | 'coding';
	/** What it is called: the view, the wave that was weighted, the round, the column of the open question. */
	readonly name: string;
}

/**
 * Takes waves that were brought in out again, with their responses and what was found of their variables, in one
 * transaction: everything or nothing. Only imported waves of `survey`, and only as long as nothing is made of them. The file
 * may then come again; `record` is what is kept of the draft in which it came.
 */
export async function takeBack(
	writer: Writer,
	args: {
		survey: string;
		waves: readonly WaveId[];
		/** Under which the file was counted as brought in. */
		sha256: string;
		record: { readonly id: string; readonly matching: unknown };
	},
): Promise<
	| { readonly kind: 'taken-back'; readonly responses: number }
	| { readonly kind: 'in-use'; readonly by: readonly Dependence[] }
	| { readonly kind: 'not-there' }
> {
	const ids = [...args.waves];
	return writer.commit((database) => {
		const { survey, sha256, record } = args;
		const own = and(eq(waves.survey, survey), eq(waves.origin, 'imported'), inArray(waves.id, ids));
		const there = database.select({ id: waves.id }).from(waves).where(own).all();
		if (ids.length === 0 || there.length !== ids.length) return { kind: 'not-there' };

		const naming = <Column extends typeof savedViews.address | typeof publishedWaves.figures>(column: Column) =>
			or(...ids.map((id) => like(column, `%${id}%`)));
		const views = database
			.select({ name: savedViews.name })
			.from(savedViews)
			.where(and(eq(savedViews.survey, survey), naming(savedViews.address)))
			.limit(20)
			.all();
		const weighted = database
			.selectDistinct({ name: waves.label })
			.from(waveWeightings)
			.innerJoin(waves, eq(waves.id, waveWeightings.wave))
			.where(inArray(waveWeightings.wave, ids))
			.limit(20)
			.all();
		const rounds = database
			.select({ name: publishedWaves.label })
			.from(publishedWaves)
			.where(and(eq(publishedWaves.survey, survey), naming(publishedWaves.figures)))
			.limit(20)
			.all();
		const coded = database
			.selectDistinct({ name: codings.variable })
			.from(codings)
			.where(inArray(codings.wave, ids))
			.limit(20)
			.all();
		const by = [
			...views.map(({ name }): Dependence => ({ kind: 'saved-view', name })),
			...weighted.map(({ name }): Dependence => ({ kind: 'weighting', name })),
			...rounds.map(({ name }): Dependence => ({ kind: 'published-round', name })),
			...coded.map(({ name }): Dependence => ({ kind: 'coding', name })),
		];
		if (by.length > 0) return { kind: 'in-use', by };

		const counted = database.select({ count: count() }).from(responses).where(inArray(responses.wave, ids)).get();
		database.delete(importedVariables).where(inArray(importedVariables.wave, ids)).run();
		database.delete(responses).where(inArray(responses.wave, ids)).run();
		database.delete(waves).where(own).run();
		renumberWaves(database, survey);
		database.delete(imports).where(eq(imports.sha256, sha256)).run();
		database.update(importDrafts).set({ matching: record.matching }).where(eq(importDrafts.id, record.id)).run();
		writer.wavesChanged();
		return { kind: 'taken-back', responses: counted?.count ?? 0 };
	});
}
