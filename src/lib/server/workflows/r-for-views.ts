import { beforeAfterView, changesCode, rSnippets, sensitiveView } from '#exchange/r-pack/index.ts';
import type { PackedWave, RView } from '#exchange/r-pack/index.ts';
import type { BeforeAfterReport, ChangeList, SensitiveReport } from '#core/trends/index.ts';
import { demand } from '../accounts/demand.ts';
import type { Site } from '../site.ts';
import type { TrendQuestion } from './analysis/trend-of.ts';
import { trendOf } from './analysis/trend-of.ts';
import { packedWaves } from './r-pack.ts';

/** The lines of R for a list of changes, which run on the pack of `question`. */
export async function rForChanges(
	site: Site,
	{ question, list }: { question: TrendQuestion; list: ChangeList },
): Promise<string> {
	demand(site, 'see', question.survey);
	const numbers = numbersOf(await packedWaves(site, question));
	return changesCode({ number: numbers.get(list.wave.id) ?? 0, label: list.wave.label });
}

/** The lines of R for each question that is a measure of the survey's pack, by question. */
export async function rForSensitive(site: Site, report: SensitiveReport): Promise<ReadonlyMap<string, RView>> {
	demand(site, 'see', report.survey);
	const answer = await trendOf(site, { survey: report.survey });
	if (answer.kind !== 'trend') return new Map();
	const waves = await packedWaves(site, { survey: report.survey });
	const known = { numbers: numbersOf(waves), snippets: rSnippets({ report: answer.report, waves }) };
	return new Map(
		report.questions.flatMap((question) => {
			const view = sensitiveView(report, question, known);
			return view === undefined ? [] : [[question.id, view]];
		}),
	);
}

/** The lines of R for before and after, and the column besides those of measures that their pack must have. */
export async function rForBeforeAfter(
	site: Site,
	{ survey, view }: BeforeAfterReport,
): Promise<{ readonly view: RView; readonly groups: string | null } | undefined> {
	demand(site, 'see', survey);
	const found = beforeAfterView(view, numbersOf(await packedWaves(site, { survey })));
	if (found === undefined) return undefined;
	return { view: found, groups: view.kind === 'matched' ? view.chosen.breakBy : view.chosen.group };
}

/** The numbers that waves have in a pack, by their ids. */
function numbersOf(waves: readonly PackedWave[]): ReadonlyMap<string, number> {
	return new Map(waves.map(({ id }, k) => [id, k + 1]));
}
