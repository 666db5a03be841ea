import type {
	Change,
	Intervention,
	InterventionView,
	MatchedPeople,
	MatchedView,
	PairedChange,
} from '#core/trends/index.ts';
import type { RFigure, RView } from './r-view.ts';
import { figuresAt, opening, quoted, vector } from './r-view.ts';

/**
 * Lines of R for what a page of before and after shows, on a pack whose waves have these numbers by their ids. Undefined
 * where it shows no figures, or leaves out pairs of waves that may not be compared, of which R knows nothing.
 */
export function beforeAfterView(
	view: MatchedView | InterventionView,
	numbers: ReadonlyMap<string, number>,
): RView | undefined {
	switch (view.kind) {
		case 'intervention':
			return view.found.kind === 'intervention-effect' ? interventionView(view, view.found, numbers) : undefined;
		case 'matched':
			return view.found.kind === 'matched-people' ? matchedView(view, view.found, numbers) : undefined;
	}
}

function interventionView(
	{ chosen: { group, roles } }: InterventionView,
	{ measure, waves, effect }: Intervention,
	numbers: ReadonlyMap<string, number>,
): RView {
	const places = waves.map(({ id }) => numbers.get(id) ?? 0);
	const codes = (role: string) => vector([...roles].flatMap(([code, as]) => (as === role ? [code] : [])));
	const cellsOf = (side: 'treated' | 'control') =>
		effect.cells.flatMap((cell) =>
			cell.side === side ? figuresAt(side, { [`wave ${places[cell.wave]}`]: cell.value }, cell.se) : [],
		);
	return {
		code: [
			...opening,
			'# Treated and others by wave: the mean gap after, less the mean gap before, on the covariance of all means;',
			'# gaps of single waves less that of the last wave before. The function is in soundings.R.',
			`difference_in_differences(pack, ${quoted(measure.id)}, ${quoted(group ?? '')},`,
			`  treated = ${codes('treated')}, control = ${codes('control')},`,
			`  before = ${vector(places.slice(0, effect.reference + 1))}, after = ${vector(places.slice(effect.reference + 1))})`,
		].join('\n'),
		expected: [
			...changeFigures('effect', effect.effect.change),
			...cellsOf('treated'),
			...cellsOf('control'),
			...effect.gaps.flatMap(({ wave, change }) =>
				change === null ? [] : changeFigures(`gap in wave ${places[wave]}`, change),
			),
		],
	};
}

function changeFigures(place: string, { difference, se, interval: { lower, upper }, p }: Change): RFigure[] {
	return [...figuresAt(place, { value: difference, se, lower, upper }, se), ...figuresAt(place, { p })];
}

function matchedView(
	{ chosen, stage }: MatchedView,
	{ before, after, breakBy, measures, people, least }: MatchedPeople,
	numbers: ReadonlyMap<string, number>,
): RView | undefined {
	if (people.matched < least.all || measures.some(({ breaks }) => breaks.length > 0)) return undefined;
	const moment = (id: string) => {
		const [, kind, name = ''] = /^(stage|wave)\.(.*)$/.exec(id) ?? [];
		return kind === 'wave'
			? `list(wave = "${numbers.get(name) ?? 0}")`
			: `list(column = ${quoted(stage ?? '')}, code = ${name})`;
	};
	const shown = measures.filter(({ figures }) => figures.some(({ change }) => change !== null));
	const codes = [...new Set(measures.flatMap(({ figures }) => figures.flatMap(({ group }) => group?.code ?? [])))];
	return {
		code: [
			...opening,
			'# The same people twice, matched by person.number and weighted by the interview before; Holm over all of them.',
			'# The function is in soundings.R.',
			`changes_in_people(pack, ${vector(shown.map(({ id }) => id))},`,
			`  before = ${moment(before.id)}, after = ${moment(after.id)}${stage === null ? '' : `, stage = ${quoted(stage)}`}${
				breakBy === null ? ')' : ','
			}`,
			...(breakBy === null
				? []
				: [`  group = ${quoted(chosen.breakBy ?? '')}, codes = ${vector(codes)}, least = ${least.group})`]),
		].join('\n'),
		expected: shown.flatMap(({ id, statistic, figures }) =>
			figures.flatMap(({ group, pairs, change }) =>
				change === null ? [] : pairedFigures(group === null ? id : `${id} ${group.code}`, { pairs, change, statistic }),
			),
		),
	};
}

function pairedFigures(
	place: string,
	{ pairs, change, statistic }: { pairs: number; change: PairedChange; statistic: string },
): RFigure[] {
	const { before, after, difference, judged, pairs: table, mcnemar, effect } = change;
	const { value, se, interval } = difference;
	return [
		...figuresAt(place, { pairs }),
		...figuresAt(place, { before: before.value }, before.se),
		...figuresAt(place, { after: after.value }, after.se),
		...figuresAt(place, { difference: value, se, lower: interval.lower, upper: interval.upper }, se),
		...(statistic === 'share'
			? figuresAt(place, {
					...{ gained: table?.gained, lost: table?.lost },
					...{ mcnemar_p: mcnemar?.chiSquare.p, mcnemar_exact_p: mcnemar?.exactP },
				})
			: figuresAt(place, { d: effect?.value }, effect?.se)),
		...(judged === null ? [] : figuresAt(place, { p: judged.change.p, adjusted_p: judged.adjusted.p })),
		...(judged === null ? [] : figuresAt(place, { verdict: verdictOf(judged.verdict) })),
	];
}

function verdictOf(verdict: { readonly kind: string; readonly direction?: string }): string {
	return verdict.direction === undefined ? verdict.kind : `${verdict.kind} ${verdict.direction}`;
}
