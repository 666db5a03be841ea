import { z } from 'zod';
import type { OurVariable } from '#core/comparability/index.ts';
import { variablesToMatch } from '#core/comparability/index.ts';
import { Mode, SampleType } from '#core/fieldwork/index.ts';
import { MissingReason } from '#core/instrument/index.ts';
import type { FileColumns } from '#exchange/waves/index.ts';
import { longestReason, Verdict } from '#exchange/waves/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { changeImportDraft, findInstrument } from '../../storage/index.ts';
import type { OpenDraft } from './draft.ts';
import { findDraft } from './draft.ts';
import { isUnderWay } from './jobs.ts';
import { matchedWith, proposedMatching, proposedWaves } from './proposed-matching.ts';
import { ImportRecord } from './record.ts';
import type { MatchedVariable, Matching } from './record.ts';

/**
 * What somebody typed on the pages of a draft. Only what is there is changed. By place: `several` by the place of its value in
 * the column's list, `meanings` likewise; a code or missing reason, or empty for what has not been said.
 */
export interface TypedMatching {
	readonly version?: string | undefined;
	/** Empty for a file that is all one wave. */
	readonly waveColumn?: string | undefined;
	readonly one?: TypedWave | undefined;
	readonly several?: ReadonlyMap<number, TypedWave> | undefined;
	readonly mode?: string | undefined;
	readonly sampleType?: string | undefined;
	readonly weight?: string | undefined;
	readonly variables: ReadonlyMap<string, TypedVariable>;
}

export interface TypedWave {
	readonly label: string;
	readonly closedOn: string;
}

export interface TypedVariable {
	readonly column?: string | undefined;
	readonly verdict?: string | undefined;
	readonly reason?: string | undefined;
	readonly meanings?: ReadonlyMap<number, string> | undefined;
}

/** What cannot be saved as it was typed; everything else is. */
export type TypingProblem =
	| { readonly kind: 'unknown-column'; readonly variable: string | null; readonly column: string }
	| { readonly kind: 'not-a-day'; readonly at: number | null; readonly typed: string }
	| { readonly kind: 'not-a-meaning'; readonly variable: string; readonly at: number };

export type ChangedDraft =
	| { readonly kind: 'saved' }
	| { readonly kind: 'saved-in-part'; readonly problems: readonly TypingProblem[] }
	| { readonly kind: 'unknown-draft' | 'closed' | 'under-way' };

/** Saves what somebody typed on the pages of a draft. */
export async function changeDraft(
	site: Site,
	args: { survey: string; id: string; typed: TypedMatching },
): Promise<ChangedDraft> {
	demand(site, 'manage', args.survey);
	const found = await findDraft(site, args);
	if (found.kind !== 'open') return { kind: found.kind === 'closed' ? 'closed' : 'unknown-draft' };
	if (await isUnderWay(site, args)) return { kind: 'under-way' };
	const problems: TypingProblem[] = [];
	const draft = (await withVersion(site, found, args.typed.version)) ?? found;
	const matching = changed(draft, args.typed, problems);
	const record: ImportRecord = { state: 'draft', matching };
	const saved = await changeImportDraft(site.storage.writer, {
		...args,
		change: (before) => (ImportRecord.parse(before).state === 'draft' ? record : undefined),
	});
	if (!saved) return { kind: 'closed' };
	return problems.length === 0 ? { kind: 'saved' } : { kind: 'saved-in-part', problems };
}

/** The draft lined up anew with another version of our questionnaire; undefined where it stays with its own. */
async function withVersion(site: Site, draft: OpenDraft, typed: string | undefined): Promise<OpenDraft | undefined> {
	const version = Number(typed ?? draft.matching.version);
	if (version === draft.matching.version || !Number.isInteger(version)) return undefined;
	const { survey } = draft.stored;
	const instrument = await findInstrument(site.storage.reader, { survey, version });
	if (instrument === undefined) return undefined;
	const { variables } = proposedMatching(instrument, draft.file);
	return {
		...draft,
		...{ instrument, ours: variablesToMatch(instrument) },
		matching: { ...draft.matching, version, variables },
	};
}

function changed({ matching, ours, file }: OpenDraft, typed: TypedMatching, problems: TypingProblem[]): Matching {
	const isColumn = (name: string) => file.columns.some((column) => column.name === name);
	const column = (name: string | undefined, before: string | null): string | null => {
		if (name === undefined) return before;
		if (name === '') return null;
		if (isColumn(name)) return name;
		problems.push({ kind: 'unknown-column', variable: null, column: name });
		return before;
	};
	const byName = new Map(ours.map((variable) => [variable.name, variable]));
	const variables = Object.entries(matching.variables).map(([name, before]): [string, MatchedVariable] => {
		const [variable, said] = [byName.get(name), typed.variables.get(name)];
		if (variable === undefined || said === undefined) return [name, before];
		return [name, changedVariable(variable, before, { said, file, problems })];
	});
	return {
		version: matching.version,
		waves: changedWaves(matching.waves, {
			typed,
			file,
			problems,
			column: column(typed.waveColumn, matching.waves.column),
		}),
		mode: oneOf(Mode, typed.mode, matching.mode),
		sampleType: oneOf(SampleType, typed.sampleType, matching.sampleType),
		weight: column(typed.weight, matching.weight),
		variables: Object.fromEntries(variables),
	};
}

function changedWaves(
	before: Matching['waves'],
	{
		typed,
		file,
		problems,
		column,
	}: { typed: TypedMatching; file: FileColumns; problems: TypingProblem[]; column: string | null },
): Matching['waves'] {
	const wave = (of: TypedWave | undefined, was: TypedWave, at: number | null): TypedWave => {
		if (of === undefined) return was;
		const label = of.label.trim().slice(0, 120);
		const closedOn = of.closedOn.trim();
		if (closedOn === '' || z.iso.date().safeParse(closedOn).success) return { label, closedOn };
		problems.push({ kind: 'not-a-day', at, typed: closedOn.slice(0, 40) });
		return { label, closedOn: was.closedOn };
	};
	const several =
		column === null
			? before.several
			: column === before.column
				? Object.fromEntries(
						Object.entries(before.several).map(([value, was], at) => [value, wave(typed.several?.get(at), was, at)]),
					)
				: proposedWaves(file, column);
	return { column, one: wave(typed.one, before.one, null), several };
}

function changedVariable(
	ours: OurVariable,
	before: MatchedVariable,
	{ said, file, problems }: { said: TypedVariable; file: FileColumns; problems: TypingProblem[] },
): MatchedVariable {
	const { name } = ours;
	let now = before;
	const column = said.column?.trim() ?? before.column ?? '';
	if (column !== (before.column ?? '')) {
		const theirs = file.columns.find((one) => one.name === column);
		if (column === '' || theirs !== undefined) return matchedWith(ours, file, theirs?.name ?? null);
		problems.push({ kind: 'unknown-column', variable: name, column: column.slice(0, 60) });
	}
	const theirs = file.columns.find((one) => one.name === now.column);
	const meanings = { ...now.meanings };
	for (const [at, words] of said.meanings ?? []) {
		const value = theirs?.values[at]?.value;
		if (value === undefined) continue;
		const meaning = words === '' ? null : meaningIn(ours, words);
		if (meaning === undefined) problems.push({ kind: 'not-a-meaning', variable: name, at });
		else meanings[value] = meaning;
	}
	now = { ...now, meanings };
	const verdict = oneOf(z.union([Verdict, z.literal('leave-out')]), said.verdict, now.verdict);
	const reason = (said.reason ?? now.reason).trim().slice(0, longestReason);
	return { ...now, reason, verdict: now.column === null ? 'leave-out' : verdict };
}

function meaningIn({ options, declines }: OurVariable, words: string): number | MissingReason | undefined {
	const reason = MissingReason.safeParse(words);
	if (reason.success) {
		const isDeclining = reason.data === 'dont-know' || reason.data === 'refused';
		return isDeclining && !declines.some((allowed) => allowed === reason.data) ? undefined : reason.data;
	}
	const code = Number(words);
	return options.some((option) => option.code === code) ? code : undefined;
}

/** What was chosen, null where nothing was; as before where the field was not sent or holds something else. */
function oneOf<Choice extends string>(
	choices: z.ZodType<Choice>,
	typed: string | undefined,
	before: Choice | null,
): Choice | null {
	if (typed === undefined) return before;
	if (typed === '') return null;
	const chosen = choices.safeParse(typed);
	return chosen.success ? chosen.data : before;
}
