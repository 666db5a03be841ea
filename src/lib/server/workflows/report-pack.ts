import type { Packed, PackedItem, PackedReport } from '#exchange/r-pack/index.ts';
import { planView, reportPack } from '#exchange/r-pack/index.ts';
import { demand } from '../accounts/demand.ts';
import type { Site } from '../site.ts';
import type { SavedView } from '../storage/index.ts';
import type { BeforeAfterQuestion } from './analysis/before-after-of.ts';
import { beforeAfterOf } from './analysis/before-after-of.ts';
import type { ChangesQuestion } from './analysis/changes-of.ts';
import type { PlanQuestion } from './analysis/plan-of.ts';
import { planOf } from './analysis/plan-of.ts';
import type { SensitiveRequest } from './analysis/sensitive-of.ts';
import { sensitiveOf } from './analysis/sensitive-of.ts';
import type { TrendQuestion } from './analysis/trend-of.ts';
import { trendOf } from './analysis/trend-of.ts';
import { packedWaves, sha256 } from './r-pack.ts';
import { rForBeforeAfter, rForSensitive } from './r-for-views.ts';
import { reportOf } from './report.ts';

/** What the address of a saved view asks for. */
export type AskedView =
	| { readonly kind: 'trend'; readonly question: TrendQuestion; readonly measure: string | undefined }
	| { readonly kind: 'changes'; readonly question: ChangesQuestion }
	| { readonly kind: 'sensitive'; readonly question: SensitiveRequest }
	| { readonly kind: 'before-after'; readonly question: BeforeAfterQuestion }
	/** Null where what was typed is no plan. */
	| { readonly kind: 'plan'; readonly question: PlanQuestion | null }
	/** `path` follows the survey's address. */
	| { readonly kind: 'other'; readonly path: string };

export type ReportPackAnswer =
	| { readonly kind: 'r-pack'; readonly name: string; readonly chunks: AsyncIterable<Uint8Array> }
	| { readonly kind: 'unknown-report' };

type View = PackedReport['views'][number];

/** What one item brings into the pack. */
interface Brought {
	readonly covered: PackedItem['covered'];
	readonly questions: readonly TrendQuestion[];
	readonly views: readonly View[];
	readonly also: readonly string[];
}

/** All figures of a report's views that R can compute again, as one pack; its README says which it does not and why. */
export async function reportPackOf(
	site: Site,
	args: { survey: string; report: string; by: string; asked: (address: string) => AskedView },
): Promise<ReportPackAnswer> {
	demand(site, 'export', args.survey);
	const { survey, report, by, asked } = args;
	const found = await reportOf(site, { survey, report });
	if (found === undefined || found.views.length === 0) return { kind: 'unknown-report' };
	const made = site.clock.now();
	const items: { item: SavedView; brought: Brought }[] = [];
	for (const [k, item] of found.views.entries())
		items.push({ item, brought: await bring(site, asked(item.address), `${k + 1}`) });
	const brought = items.map((one) => one.brought);
	const parts: Packed[] = [];
	for (const question of distinct(survey, brought)) {
		const answer = await trendOf(site, question);
		const waves = await packedWaves(site, question);
		if (answer.kind !== 'trend' || waves.length === 0) continue;
		// Of a wave that is open, more may have come in since.
		const isStale = ({ id, dataset }: (typeof waves)[number]) =>
			answer.report.waves.find((one) => one.id === id)?.completed !== dataset.rows;
		if (waves.some(isStale)) return reportPackOf(site, args);
		parts.push({ report: answer.report, waves, language: 'en', by, made });
	}
	const packed: PackedReport = {
		...{ survey, title: found.title, name: report, by, made, parts },
		views: brought.flatMap(({ views }) => views),
		also: brought.flatMap(({ also }) => also),
		items: items.map(({ item: { name, address }, brought: { covered } }) => ({ name, address, covered })),
	};
	return { kind: 'r-pack', name: fileName(survey, report), chunks: reportPack(packed, { sha256 }) };
}

async function bring(site: Site, view: AskedView, place: string): Promise<Brought> {
	switch (view.kind) {
		case 'trend':
		case 'changes':
			return trendBrought(site, trendBehind(view));
		case 'sensitive': {
			const answer = await sensitiveOf(site, view.question);
			if (answer.kind !== 'sensitive') return left(gone);
			const found = [...(await rForSensitive(site, answer.report))];
			const views = found.map(([id, one]) => ({ name: `${place}-${id}`, view: one }));
			if (views.length === 0) return left('its questions are no declared measures');
			return viewsBrought(answer.report.survey, views, { but: 'what tells for or against a question is not' });
		}
		case 'before-after': {
			const answer = await beforeAfterOf(site, view.question);
			if (answer.kind !== 'before-after') return left(gone);
			const found = await rForBeforeAfter(site, answer.report);
			if (found === undefined)
				return left('it shows no figures, or leaves out people between waves that may not be compared');
			const also = found.groups === null ? [] : [found.groups];
			const views = [{ name: `${place}-before-after`, view: found.view }];
			return { ...viewsBrought(answer.report.survey, views, { but: 'checks and placebos are not' }), also };
		}
		case 'plan': {
			const answer = view.question === null ? undefined : await planOf(site, view.question);
			if (answer?.kind !== 'plan') return left(gone);
			const views = [{ name: `${place}-plan`, view: planView(answer.report) }];
			return { ...nothing, covered: coveredBy(views, ''), views };
		}
		case 'other':
			return left(whyNot(view.path));
	}
}

const gone = 'what it showed is not there any more';
const nothing = { questions: [], views: [], also: [] } as const;

function left(because: string): Brought {
	return { ...nothing, covered: { kind: 'no', because } };
}

function whyNot(path: string): string {
	switch (path) {
		case '/crosstab':
			return 'the R for a crosstab stands beside it on its page, with a pack of its own';
		case '/weights':
			return 'weights are in every pack: the figures here are computed with those in use';
		default:
			return 'its page has no figures to compute again';
	}
}

function trendBehind(view: Extract<AskedView, { kind: 'trend' | 'changes' }>): TrendQuestion {
	return view.kind === 'trend'
		? view.question
		: { survey: view.question.survey, subject: { kind: 'measures' }, breakBy: view.question.breakBy };
}

async function trendBrought(site: Site, question: TrendQuestion): Promise<Brought> {
	const answer = await trendOf(site, question);
	if (answer.kind !== 'trend') return left(gone);
	if (answer.report.waves.every(({ completed }) => completed === 0)) return left('no interview has been completed yet');
	const { breakBy, subject } = answer.report;
	const of = subject.kind === 'measures' ? 'all measures' : `“${subject.variable.label}”`;
	const words = `among the figures of ${of}${breakBy === null ? '' : ` by “${breakBy.label}”`} over all waves`;
	return { ...nothing, covered: { kind: 'yes', by: words }, questions: [question] };
}

function viewsBrought(survey: string, views: readonly View[], { but }: { but: string }): Brought {
	return { ...nothing, covered: coveredBy(views, `; ${but}`), views, questions: [{ survey }] };
}

function coveredBy(views: readonly View[], rest: string): PackedItem['covered'] {
	return { kind: 'yes', by: `by ${views.map(({ name }) => `views/${name}.R`).join(' and ')}${rest}` };
}

/** Each question once, that of all measures first: the views' lines of R run on it. */
function distinct(survey: string, brought: readonly Brought[]): TrendQuestion[] {
	const plain: TrendQuestion = { survey };
	const asked = brought.flatMap(({ questions }) => questions);
	const needsPlain = brought.some(({ views, questions }) => views.length > 0 && questions.length > 0);
	const keyed = [...(needsPlain ? [plain] : []), ...asked].map(
		(question) => [JSON.stringify([question.subject ?? plainSubject, question.breakBy ?? null]), question] as const,
	);
	return [...new Map(keyed).values()];
}

const plainSubject = { kind: 'measures' } as const;

function fileName(survey: string, report: string): string {
	const plain = report.normalize('NFKD').replaceAll(/[^A-Za-z0-9]+/g, '-');
	return `${[survey, plain.replaceAll(/^-+|-+$/g, '')].filter((part) => part !== '').join('-')}-r-pack.zip`;
}
