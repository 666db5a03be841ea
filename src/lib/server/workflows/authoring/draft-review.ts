import type { BreakReason, QuestionChange } from '#core/comparability/index.ts';
import {
	compareMeasure,
	contextNotes,
	keptWordings,
	ledger,
	otherChanges,
	questionChanges,
} from '#core/comparability/index.ts';
import { lint, parseInstrument } from '#core/instrument/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import type { Draft, DraftReview } from '../../storage/index.ts';
import { findInstrument, listDraftWriters, listReviews, listVersions } from '../../storage/index.ts';
import { translationErrors } from './translation-of.ts';

/** Something about a draft that keeps it from being fielded, or that its author should know. */
export interface DraftProblem {
	/** The nearest named thing, such as `question "harm"`; empty for the whole. */
	readonly place: string;
	readonly message: string;
}

/** A declaration in a draft that a reviewer agrees to one by one. */
export interface DeclaredEquivalence {
	/** Names it among the draft's: variable, version and what it covers. */
	readonly key: string;
	readonly variable: string;
	readonly since: number;
	readonly differences: readonly string[];
	readonly reason: string;
}

/** What a version makes of the one before it. */
export interface VersionChanges {
	readonly older: number;
	readonly questions: readonly QuestionChange[];
	readonly measures: readonly { readonly label: string; readonly breaks: readonly BreakReason[] }[];
	/** What changed around the questions, in sentences, and the names of the other parts of the file that differ. */
	readonly notes: readonly string[];
	readonly parts: readonly string[];
}

export interface DraftUnderReview {
	/** Undefined where the draft is no instrument yet. */
	readonly instrument: Instrument | undefined;
	readonly errors: readonly DraftProblem[];
	readonly warnings: readonly DraftProblem[];
	/** Null for a first version, and where the draft is no instrument. */
	readonly changes: VersionChanges | null;
	readonly equivalences: readonly DeclaredEquivalence[];
	readonly reviews: readonly DraftReview[];
	/** The accounts of all who wrote any of it, who therefore cannot approve it. */
	readonly writers: readonly string[];
}

/** Everything that decides whether a draft may be published: what is wrong, what it changes, and what reviewers said. */
export async function draftUnderReview(site: Site, args: { draft: Draft }): Promise<DraftUnderReview> {
	const { reader } = site.storage;
	const { id, survey, basedOn, document } = args.draft;
	demand(site, 'see', survey);
	const reviews = await listReviews(reader, { draft: id });
	const writers = await listDraftWriters(reader, { draft: id });
	const parsed = parseInstrument(document);
	if (parsed.kind === 'misfits') {
		const errors = parsed.misfits.map(({ place, path, message }) => ({ place: place || path, message }));
		return { instrument: undefined, errors, warnings: [], changes: null, equivalences: [], reviews, writers };
	}
	const { instrument } = parsed;
	const published = await publishedBefore(site, { survey, before: instrument.version });
	const older = published.find(({ version }) => version === basedOn);
	const findings = [...lint(instrument, older), ...keptWordings(instrument, published)];
	return {
		instrument,
		errors: [
			...identityErrors(args.draft, instrument),
			...findings.filter(({ severity }) => severity === 'error'),
			...(await translationErrors(site, args)),
		],
		warnings: findings.filter(({ severity }) => severity === 'warning'),
		changes: older === undefined ? null : changesFrom(older, instrument, published),
		equivalences: equivalencesOf(instrument),
		reviews,
		writers,
	};
}

/** What a draft is published as is decided when it is started; a file or an edit cannot move it elsewhere. */
function identityErrors({ survey, version }: Draft, instrument: Instrument): DraftProblem[] {
	if (instrument.survey === survey && instrument.version === version) return [];
	const is = `version ${instrument.version} of ${instrument.survey}`;
	return [{ place: '', message: `The draft says that it is ${is}; it has to be version ${version} of ${survey}.` }];
}

function changesFrom(older: Instrument, newer: Instrument, published: readonly Instrument[]): VersionChanges {
	const all = ledger([...published, newer]);
	const verdicts = all.between(older.version, newer.version) ?? [];
	const passes = (variable: string, version: number) => all.passes(variable, older.version, version, newer.version);
	const measures = newer.measures.flatMap((measure) => {
		const before = older.measures.find(({ id }) => id === measure.id);
		const compared = compareMeasure(before, measure, verdicts, passes);
		const label = measure.label['en'] ?? measure.id;
		return compared.kind === 'break' ? [{ label, breaks: compared.reasons }] : [];
	});
	return {
		older: older.version,
		questions: questionChanges(older, newer, verdicts),
		measures,
		notes: contextNotes(older, newer),
		parts: otherChanges(older, newer),
	};
}

function equivalencesOf({ equivalences }: Instrument): DeclaredEquivalence[] {
	return equivalences.map(({ variable, since, differences, reason }) => ({
		key: `${variable}@${since}:${differences.join('+')}`,
		...{ variable, since, differences, reason },
	}));
}

async function publishedBefore(site: Site, args: { survey: string; before: number }): Promise<Instrument[]> {
	const { reader } = site.storage;
	const versions = (await listVersions(reader)).filter(
		({ survey, version }) => survey === args.survey && version < args.before,
	);
	const found = await Promise.all(versions.map((version) => findInstrument(reader, version)));
	return found.filter((instrument) => instrument !== undefined);
}
