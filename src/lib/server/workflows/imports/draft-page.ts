import type { OurVariable, TheirColumn, TheirValue } from '#core/comparability/index.ts';
import { differenceWords, likenessWords, lineUp, proposeColumns } from '#core/comparability/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { listVersions } from '../../storage/index.ts';
import type { OpenDraft } from './draft.ts';
import { findDraft } from './draft.ts';
import { jobOf } from './jobs.ts';
import type { MatchedVariable } from './record.ts';

/** What the page of a file that is being lined up shows. */
export async function draftPageOf(site: Site, args: { survey: string; id: string }) {
	demand(site, 'export', args.survey);
	const draft = await findDraft(site, args);
	if (draft.kind !== 'open') return draft;
	const { stored, matching, file, instrument, ours, problems } = draft;
	const { waves, mode, sampleType, weight, version } = matching;
	const told = file.columns.find(({ name }) => name === waves.column);
	const versions = (await listVersions(site.storage.reader)).filter(({ survey }) => survey === stored.survey);
	const by = proposeColumns(ours, file.columns);
	return {
		kind: 'open' as const,
		...{ file: fileFacts(draft), job: (await jobOf(site, { id: stored.id })) ?? null, problems },
		title: plainText(say(instrument.title, 'en')),
		version,
		versions: versions.map((row) => row.version),
		columns: file.columns.map(({ name, words, hasMore }) => ({ name, words, isListed: !hasMore })),
		waves: {
			...{ column: waves.column, one: waves.one },
			several: Object.entries(waves.several).map(([value, { label, closedOn }]) => {
				const found = told?.values.find((one) => one.value === value);
				return { value, named: found?.label ?? '', count: found?.count ?? 0, label, closedOn };
			}),
		},
		...{ mode, sampleType, weight },
		variables: ours.map((variable) => {
			const proposed = by.get(variable.name);
			const matched = matching.variables[variable.name] ?? unmatched;
			return {
				...shownVariable(variable, matched, columnOf(draft, matched)),
				by: proposed?.column === matched.column ? (proposed?.by ?? null) : null,
			};
		}),
	};
}

/** What the page of one variable of such a file shows; undefined where the survey has no such variable to match. */
export async function draftVariableOf(site: Site, args: { survey: string; id: string; variable: string }) {
	demand(site, 'export', args.survey);
	const draft = await findDraft(site, args);
	if (draft.kind !== 'open') return draft;
	const variable = draft.ours.find(({ name }) => name === args.variable);
	if (variable === undefined) return { kind: 'unknown-draft' as const };
	const matched = draft.matching.variables[variable.name] ?? unmatched;
	const theirs = columnOf(draft, matched);
	const at = draft.ours.indexOf(variable);
	return {
		kind: 'open' as const,
		...{ file: fileFacts(draft), job: (await jobOf(site, { id: args.id })) ?? null },
		title: plainText(say(draft.instrument.title, 'en')),
		columns: draft.file.columns.map(({ name, words }) => ({ name, words })),
		variable: shownVariable(variable, matched, theirs),
		numbers: theirs?.numbers ?? null,
		hasMore: theirs?.hasMore ?? false,
		next: draft.ours[at + 1]?.name ?? null,
		before: draft.ours[at - 1]?.name ?? null,
		declines: variable.declines,
		result: theirs === undefined ? [] : resultOf(variable, theirs, matched),
		problems: draft.problems.filter((problem) => 'variable' in problem && problem.variable === variable.name),
	};
}

const unmatched: MatchedVariable = { column: null, meanings: {}, verdict: null, reason: '' };

function fileFacts({ stored, file }: OpenDraft) {
	const { id, survey, fileName, bytes, createdBy, createdOn } = stored;
	return { id, survey, fileName, bytes, createdBy, createdOn, rows: file.rows, columns: file.columns.length };
}

function columnOf({ file }: OpenDraft, { column }: MatchedVariable): TheirColumn | undefined {
	return file.columns.find(({ name }) => name === column);
}

function shownVariable(ours: OurVariable, matched: MatchedVariable, theirs: TheirColumn | undefined) {
	const meanings = new Map(Object.entries(matched.meanings));
	const lined = theirs === undefined ? undefined : lineUp(ours, theirs, meanings);
	return {
		name: ours.name,
		label: ours.label,
		type: ours.type,
		options: ours.options.map(({ code, words }) => ({ code, label: words[0] ?? String(code) })),
		numbers: ours.numbers,
		...{ column: matched.column, verdict: matched.verdict, reason: matched.reason },
		theirs:
			theirs === undefined || lined === undefined
				? null
				: {
						words: theirs.words,
						likeness: likenessWords(lined.likeness),
						differences: lined.differences.map(differenceWords),
						...{ isSame: lined.isSame, isOther: lined.isOther },
						numbers: theirs.numbers,
						values: theirs.values.map((value) => ({
							...value,
							meaning: meanings.get(value.value) ?? null,
							isOpen: lined.open.some((left) => left.value === value.value),
						})),
					},
	};
}

/** How many interviews will have each of our codes, a number, or no answer and why. */
function resultOf(ours: OurVariable, theirs: TheirColumn, { meanings }: MatchedVariable) {
	const meaningOf = ({ value }: TheirValue) => meanings[value] ?? null;
	const sum = (values: readonly TheirValue[]) => values.reduce((all, { count }) => all + count, 0);
	const taken = theirs.values.filter((value) => meaningOf(value) !== null);
	const reasons = [...new Set(taken.map(meaningOf).filter((meaning) => typeof meaning === 'string'))];
	return [
		...ours.options.map(({ code, words }) => ({
			label: `${code} ${words[0] ?? ''}`,
			count: sum(taken.filter((value) => meaningOf(value) === code)),
		})),
		...reasons.map((reason) => ({ reason, count: sum(taken.filter((value) => meaningOf(value) === reason)) })),
	];
}
