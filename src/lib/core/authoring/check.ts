import { keptWordings } from '#core/comparability/index.ts';
import type { Instrument, Severity } from '#core/instrument/index.ts';
import { lint, parseInstrument } from '#core/instrument/index.ts';
import type { Fielded, TrendCost } from './cost.ts';
import { costOf } from './cost.ts';
import type { Json } from './json.ts';
import { isList, isObject } from './json.ts';
import type { Place } from './place.ts';
import { fieldIn, placeOfPath } from './place-of-path.ts';

/** One thing that is to mend in a draft, or to think about. */
export interface Problem {
	readonly severity: Severity;
	/** The place of the field that it is about. */
	readonly place: Place;
	/** The question that it is about; null for what stands elsewhere. */
	readonly question: string | null;
	/** Where it is, in words. */
	readonly where: string;
	readonly message: string;
}

export interface CheckedDraft {
	/** Errors first. */
	readonly problems: readonly Problem[];
	/** What the draft does to the trend; `not-whole` while it cannot be read as an instrument. */
	readonly trend: { readonly kind: 'cost'; readonly cost: TrendCost } | { readonly kind: 'not-fielded' | 'not-whole' };
}

/**
 * Checks a draft as it stands: where it is no instrument yet, what the checker finds once it is, and what it costs the
 * trend. A declaration of equivalence without its reason is a problem, and holds for nothing yet.
 */
export function checkDraft(document: Json, fielded: Fielded): CheckedDraft {
	const whole = parseInstrument(document);
	const parsed = whole.kind === 'instrument' ? whole : parseInstrument(withoutUnreasoned(document));
	const misfits = whole.kind === 'instrument' ? [] : whole.misfits;
	const found = [
		...misfits.map((misfit) => ({ severity: 'error' as const, ...misfit, message: inStudio(misfit.message) })),
		...(parsed.kind === 'instrument' ? lint(parsed.instrument, versionBefore(parsed.instrument, fielded)) : []),
		...(parsed.kind === 'instrument' ? keptWordings(parsed.instrument, fielded.versions) : []),
	];
	const trend = parsed.kind === 'instrument' ? trendOf(parsed.instrument, fielded) : { kind: 'not-whole' as const };
	return {
		problems: found.map(({ severity, path, place, message }) => {
			const at = fieldIn(document, placeOfPath(document, path));
			return { severity, place: at, question: questionAt(at, trend), where: place || 'the survey', message };
		}),
		trend,
	};
}

/** What the checker says of a file says how its JSON is written; in the studio nobody sees that. */
function inStudio(message: string): string {
	return message.startsWith('is missing: expected texts') ? 'Words are missing here.' : message;
}

/** The question that a place is in; that of a declaration is the one that its variable belongs to. */
function questionAt(place: Place, trend: CheckedDraft['trend']): string | null {
	const within = /^questions\/#([^/]+)/.exec(place)?.[1];
	if (within !== undefined) return within;
	const variable = /^equivalences\/#([^/@]+)@/.exec(place)?.[1];
	if (variable === undefined || trend.kind !== 'cost') return null;
	return trend.cost.questions.findLast(({ columns }) => columns.includes(variable))?.question ?? null;
}

function trendOf(draft: Instrument, fielded: Fielded): CheckedDraft['trend'] {
	const cost = costOf(draft, fielded);
	return cost === undefined ? { kind: 'not-fielded' } : { kind: 'cost', cost };
}

function versionBefore({ version }: Instrument, { versions }: Fielded): Instrument | undefined {
	return versions.toSorted((a, b) => a.version - b.version).findLast((published) => published.version < version);
}

/** The draft without declarations whose reason is still being written. */
function withoutUnreasoned(document: Json): Json {
	const declared = isObject(document) ? document['equivalences'] : undefined;
	if (!isObject(document) || declared === undefined || !isList(declared)) return document;
	const reasoned = declared.filter((one) => {
		const reason = isObject(one) ? one['reason'] : undefined;
		return typeof reason === 'string' && reason.length >= shortestReason;
	});
	return { ...document, equivalences: reasoned };
}

/** The characters that the reason of a declaration has to have at least, as the instrument's schema says. */
export const shortestReason = 20;
