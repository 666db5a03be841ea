import type { PublishedResult, PublishedResults } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import type { PublishedPage } from './published-page.ts';
import { knownOn, publishedPageOf } from './published-page.ts';
import { saveFigures } from './published-rounds.ts';
import type { Neighbour, TypedFigure } from './typed-figure.ts';
import { figureFrom } from './typed-figure.ts';
import type { EntryProblem } from './entry-problem.ts';

/** What the form of one figure shows. */
export interface FigurePage {
	readonly page: PublishedPage;
	readonly round: PublishedResults;
	/** That is changed; null where one is added. */
	readonly figure: (PublishedResult & { readonly measure: string }) | null;
	readonly neighbours: readonly Neighbour[];
}

interface Asked {
	readonly survey: string;
	readonly round: string;
	/** Of the figure that is changed; null where one is added. */
	readonly measure: string | null;
}

/** The form of one figure; undefined for a survey, a round or a figure that is not there. */
export async function figurePageOf(site: Site, { survey, round: id, measure }: Asked): Promise<FigurePage | undefined> {
	demand(site, 'see', survey);
	const page = await publishedPageOf(site, { survey });
	const round = page?.rounds.find((one) => one.id === id);
	const figure = measure === null ? undefined : round?.figures[measure];
	if (page === undefined || round === undefined || (measure !== null && figure === undefined)) return undefined;
	const own = measure === null ? null : { round: id, measure };
	return {
		...{ page, round, neighbours: knownOn(page, own).neighbours },
		figure: measure === null || figure === undefined ? null : { ...figure, measure },
	};
}

/** Puts a figure down that somebody typed. A changed one keeps its measure; one that is added may not stand in the round yet. */
export async function saveTypedFigure(
	site: Site,
	{ survey, round: id, measure, typed, actor }: Asked & { readonly typed: TypedFigure; readonly actor: Actor },
): Promise<
	| { readonly kind: 'saved' | 'unknown-figure' }
	| { readonly kind: 'refused'; readonly problems: readonly EntryProblem[] }
> {
	demand(site, 'manage', survey);
	const found = await figurePageOf(site, { survey, round: id, measure });
	if (found === undefined) return { kind: 'unknown-figure' };
	const { page, round, neighbours } = found;
	const known = {
		measures: [...page.measures.map((one) => one.id), ...(measure === null ? [] : [measure])],
		neighbours,
	};
	const read = figureFrom(measure === null ? typed : { ...typed, measure }, known);
	if (read.kind === 'refused') return read;
	if (measure === null && round.figures[read.measure] !== undefined) {
		const message = `Choose another measure: ${round.label} has a figure of this one. To correct that, change it`;
		return { kind: 'refused', problems: [{ control: 'measure', message }] };
	}
	await saveFigures(site, { survey, round: id, figures: { [read.measure]: read.figure }, actor });
	return { kind: 'saved' };
}
