import { armsOf, differences, readForm, typedFields } from '#core/paper/index.ts';
import type { ComparedForm, FormReading, NotToCompare, SettleProblem, Typed } from '#core/paper/index.ts';
import { questionsOf } from '#core/instrument/index.ts';
import type { Arms, Instrument, Question } from '#core/instrument/index.ts';
import { demand } from '../../../accounts/demand.ts';
import type { Site } from '../../../site.ts';
import { findPaperForm } from '../../../storage/index.ts';
import type { KeyedForm, PaperForm } from '../../../storage/index.ts';
import type { PaperWave, WhichForm } from './find-paper.ts';
import { takingForms } from './find-paper.ts';

/** A form that was typed twice, with what has to be decided, form in hand, and how much agrees. */
export interface Comparison extends PaperWave, ComparedForm {
	readonly kind: 'comparison';
}

/** The two typings of a form side by side, only where they differ. */
export async function comparisonOf(site: Site, args: WhichForm): Promise<Comparison | NotToCompare> {
	demand(site, 'field', args.survey);
	const found = await takingForms(site, args);
	if (found.kind !== 'takes') return found;
	const form = await findPaperForm(site.storage.reader, { wave: found.wave.id, number: args.number });
	return comparisonIn(found, form, []);
}

/** The same of a form as it is stored; `also` are fields that have to be decided although both typed the same. */
export function comparisonIn(
	{ wave, instrument }: PaperWave,
	form: PaperForm | undefined,
	also: readonly string[],
): Comparison | NotToCompare {
	if (form === undefined) return { kind: 'unknown-form' };
	const twice = keyedTwice(form);
	if (twice === undefined) return { kind: 'not-keyed-twice', state: form.state };
	const { first, second } = twice;
	const differing = new Set(differences(instrument, first.typed, second.typed).map(({ field }) => field));
	const filled = new Set([...Object.keys(first.typed), ...Object.keys(second.typed)]);
	const disputed = fieldsOf(instrument)
		.filter(({ field }) => differing.has(field) || also.includes(field))
		.map(({ question, field }) => ({
			...{ question, field },
			...{ first: first.typed[field] ?? '', second: second.typed[field] ?? '' },
		}));
	const { number, language, revision } = form;
	return {
		...{ kind: 'comparison', wave, instrument, number, language, revision, disputed },
		layouts: first.layout === second.layout ? null : { first: first.layout, second: second.layout },
		agreed: [...filled].filter((field) => !differing.has(field)).length,
	};
}

/** What was decided: the letter where the two differ in it, and what stands on the form in each disputed field. */
export interface Decided {
	readonly layout: string;
	readonly fields: ReadonlyMap<string, string>;
}

/** What a form says after what was decided, with all that stands in the way of its becoming a response. */
export interface Settled {
	readonly arms: Arms;
	readonly reading: FormReading;
	readonly problems: readonly SettleProblem[];
}

/** Puts what was decided in the place of what differs. */
export function settle(comparison: Comparison, twice: TypedTwice, decided: Decided): Settled {
	const { instrument, layouts } = comparison;
	const layout = layouts === null ? twice.first.layout : decided.layout.trim().toUpperCase();
	const arms = armsOf(instrument, layout);
	const typed: Typed = { ...twice.first.typed, ...Object.fromEntries(decided.fields) };
	const reading = readForm(instrument, arms ?? {}, typed);
	const undecided = comparison.disputed.filter(({ field }) => !decided.fields.has(field));
	return {
		...{ arms: arms ?? {}, reading },
		problems: [
			...(arms === undefined ? [{ kind: 'layout-undecided' } as const] : []),
			...undecided.map(({ field }) => ({ kind: 'undecided' as const, field })),
			...(undecided.length > 0 || arms === undefined
				? []
				: [
						...reading.unreadable.map((problem) => ({ kind: 'not-an-answer' as const, field: problem.field, problem })),
						...(reading.consentMissing ? [{ kind: 'consent-missing' } as const] : []),
						...(reading.empty && !reading.consentMissing && reading.ended === 'completed'
							? [{ kind: 'empty' } as const]
							: []),
					]),
		],
	};
}

interface TypedTwice {
	readonly first: KeyedForm;
	readonly second: KeyedForm;
}

/** Both typings of a form; undefined where it is not typed twice. */
export function keyedTwice({ state, first, second }: PaperForm): TypedTwice | undefined {
	return state === 'keyed-twice' && first !== null && second !== null ? { first, second } : undefined;
}

function fieldsOf(instrument: Instrument): { question: Question; field: string }[] {
	return questionsOf(instrument).flatMap((question) => typedFields(question).map((field) => ({ question, field })));
}
