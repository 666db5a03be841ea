import type { Instrument, Measure, Variable } from '#core/instrument/index.ts';
import { plainText, questionsOf, say } from '#core/instrument/index.ts';
import type { BeforeAfterReport, InterventionView, MatchedView, Moment, Role } from '#core/trends/index.ts';
import type { MadeVariable } from '#core/dataset/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { listBegunSteps } from '../../storage/index.ts';
import { madeVariables } from '../coding/coded-columns.ts';
import { comparableWaves } from './comparable-waves.ts';
import { breakVariables, variableLabel, withinGroups } from './followed.ts';
import { interventionEffect } from './intervention-effect.ts';
import type { LoadedWave } from './loaded-waves.ts';
import { loadWaves, reportedWave, versionsOf } from './loaded-waves.ts';
import { matchedPeople } from './matched-people.ts';
import { followedMeasures, momentsOf, stageVariable, usualMoments } from './moments.ts';

/** What is asked of a survey; what is left out is what is usual, or still to be chosen. */
export interface BeforeAfterQuestion {
	readonly survey: string;
	/** Matched people where a survey knows people again, unless given. */
	readonly view?: 'matched' | 'intervention' | undefined;
	readonly before?: string | undefined;
	readonly after?: string | undefined;
	readonly breakBy?: string | undefined;
	readonly measure?: string | undefined;
	readonly group?: string | undefined;
	readonly roles: ReadonlyMap<number, Role>;
	readonly since?: string | undefined;
	readonly from?: string | undefined;
	readonly to?: string | undefined;
	readonly placebo?: string | undefined;
	readonly givenTo: 'groups' | 'people';
}

export type BeforeAfterAnswer =
	| { readonly kind: 'before-after'; readonly report: BeforeAfterReport }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'unknown'; readonly what: 'moment' | 'column' | 'measure' | 'wave'; readonly name: string };

interface Asked {
	readonly question: BeforeAfterQuestion;
	readonly newest: Instrument;
	readonly versions: readonly Instrument[];
	readonly derived: readonly MadeVariable[];
	/** Those with answers. */
	readonly waves: readonly LoadedWave[];
	/** On which ISO date the panel of a moment was ended; undefined where it goes on, or there is none. */
	readonly panelEndedOn: (moment: Moment) => string | undefined;
}

/** The same people before and after, or an intervention by difference in differences. */
export async function beforeAfterOf(site: Site, question: BeforeAfterQuestion): Promise<BeforeAfterAnswer> {
	demand(site, 'see', question.survey);
	const { survey } = question;
	const versions = await versionsOf(site, survey);
	const newest = versions.at(-1);
	if (newest === undefined) return { kind: 'unknown-survey' };
	const loaded = await loadWaves(site, { survey, versions });
	const waves = loaded.filter(({ answers }) => answers.dataset.rows > 0);
	const derived = await madeVariables(site, { survey });
	const panelEndedOn = await endsOfPanels(site);
	const asked: Asked = { question, newest, versions, derived, waves, panelEndedOn };
	const view = viewOf(asked) === 'matched' ? matchedView(asked) : interventionView(asked);
	if (view.kind === 'unknown') return view;
	return {
		kind: 'before-after',
		report: {
			survey: newest.survey,
			title: words(newest.title),
			population: words(newest.population),
			waves: loaded.map(reportedWave),
			view,
		},
	};
}

async function endsOfPanels({ storage: { reader } }: Site): Promise<Asked['panelEndedOn']> {
	const ended = new Map<string, string>();
	for (const { wave, step, doneOn } of await listBegunSteps(reader)) {
		if (step === 'panel' && doneOn !== null) ended.set(`wave.${wave}`, doneOn);
	}
	return ({ id }) => ended.get(id);
}

type Unknown = Extract<BeforeAfterAnswer, { kind: 'unknown' }>;

function unknown(what: Unknown['what'], name: string): Unknown {
	return { kind: 'unknown', what, name };
}

function viewOf({ question, newest, waves }: Asked): 'matched' | 'intervention' {
	if (question.view !== undefined) return question.view;
	const asksCode = questionsOf(newest).some((one) => one.kind === 'text' && one.matchCode);
	return asksCode || waves.some(({ answers }) => answers.panel !== null) ? 'matched' : 'intervention';
}

function matchedView(asked: Asked): MatchedView | Unknown {
	const { question, newest, versions, derived, waves, panelEndedOn } = asked;
	const moments = momentsOf(newest, waves);
	const stage = stageVariable(newest);
	const breaks = breakVariables(versions.toReversed(), derived).filter(({ name }) => name !== stage);
	const usual = usualMoments(newest, moments);
	const momentOf = (id: string | undefined, otherwise: Moment | undefined) =>
		moments.find((moment) => moment.id === (id ?? otherwise?.id));
	const [before, after] = [momentOf(question.before, usual.before), momentOf(question.after, usual.after)];
	if (question.before !== undefined && before === undefined) return unknown('moment', question.before);
	if (question.after !== undefined && after === undefined) return unknown('moment', question.after);
	const groups = breaks.find(({ name }) => name === question.breakBy);
	if (question.breakBy !== undefined && groups === undefined) return unknown('column', question.breakBy);
	const found = (): MatchedView['found'] => {
		if (waves.every(({ answers }) => answers.panel === null)) return { kind: 'nobody-known-again' };
		if (before === undefined || after === undefined) return { kind: 'one-moment' };
		if (before.id === after.id) return { kind: moments.length > 1 ? 'same-moment' : 'one-moment' };
		if (before.kind !== after.kind) return { kind: 'stage-and-wave' };
		const [ended, later] = [panelEndedOn(before), panelEndedOn(after)];
		const on = ended ?? later;
		if (ended !== later && on !== undefined) return { kind: 'panel-ended', on };
		const followed = waves.map(({ wave, instrument, imported }) => ({ wave, followed: instrument, imported }));
		return matchedPeople({
			...{ waves, before, after, groups },
			measures: followedMeasures(newest, before.kind),
			comparable: comparableWaves(followed, versions, derived).unbridged,
		});
	};
	return {
		kind: 'matched',
		moments: moments.map(({ id, kind, label }) => ({ id, kind, label })),
		stage: stage ?? null,
		breaks: breaks.map(named),
		chosen: { before: before?.id ?? '', after: after?.id ?? '', breakBy: groups?.name ?? null },
		found: found(),
	};
}

function interventionView(asked: Asked): InterventionView | Unknown {
	const { question, newest, versions, derived, waves } = asked;
	const measures = newest.measures.filter(({ statistic }) => statistic !== 'item-count' && statistic !== 'crosswise');
	const groups = breakVariables(versions.toReversed(), derived);
	const measure = question.measure === undefined ? measures[0] : measures.find(({ id }) => id === question.measure);
	if (question.measure !== undefined && measure === undefined) return unknown('measure', question.measure);
	const placebo = measures.find(({ id }) => id === question.placebo);
	if (question.placebo !== undefined && placebo === undefined) return unknown('measure', question.placebo);
	const group = groups.find(({ name }) => name === question.group);
	if (question.group !== undefined && group === undefined) return unknown('column', question.group);
	const lost = [question.since, question.from, question.to].find(
		(id) => id !== undefined && !waves.some(({ wave }) => wave.id === id),
	);
	if (lost !== undefined) return unknown('wave', lost);
	return {
		kind: 'intervention',
		choices: {
			measures: measures.map(({ id, label }) => ({ id, label: words(label) })),
			indirect: newest.measures.length - measures.length,
			groups: groups.map(named),
			codes: (group?.values ?? [])
				.filter(({ code }) => code >= 0)
				.map(({ code, label }) => ({ code, label: words(label) })),
			waves: waves.map(reportedWave),
		},
		chosen: {
			measure: measure?.id ?? null,
			group: group?.name ?? null,
			roles: group === undefined ? new Map() : question.roles,
			since: question.since ?? null,
			from: question.from ?? null,
			to: question.to ?? null,
			placebo: placebo?.id ?? null,
			givenTo: question.givenTo,
		},
		found: interventionFound(asked, { measure, placebo, group, anyGroups: groups.length > 0 }),
	};
}

function interventionFound(
	{ question, versions, derived, waves }: Asked,
	chosen: {
		measure: Measure | undefined;
		placebo: Measure | undefined;
		group: Variable | undefined;
		anyGroups: boolean;
	},
): InterventionView['found'] {
	const { measure, placebo, group, anyGroups } = chosen;
	const { roles, since, givenTo } = question;
	if (waves.length < 2) return { kind: 'no-waves', waves: waves.length };
	if (!anyGroups || measure === undefined) return { kind: 'no-groups' };
	const cast = new Set(roles.values());
	if (group === undefined)
		return { kind: 'to-choose', missing: ['group', ...(since === undefined ? (['since'] as const) : [])] };
	if (since === undefined || !cast.has('treated') || !cast.has('control')) {
		const sides = (['treated', 'control'] as const).filter((side) => !cast.has(side));
		return { kind: 'to-choose', missing: [...sides, ...(since === undefined ? (['since'] as const) : [])] };
	}
	const placeOf = (id: string | undefined, otherwise: number) =>
		id === undefined ? otherwise : waves.findIndex(({ wave }) => wave.id === id);
	const used = waves.slice(placeOf(question.from, 0), placeOf(question.to, waves.length - 1) + 1);
	const began = used.findIndex(({ wave }) => wave.id === since);
	if (began <= 0) {
		const isBefore = began === 0 || placeOf(since, 0) < placeOf(question.from, 0);
		return { kind: 'not-computed', why: { kind: 'no-wave', when: isBefore ? 'before' : 'after' }, waves: [] };
	}
	const followed = used.map(({ wave, instrument, imported }) => ({
		...{ wave, imported },
		followed: withinGroups(instrument, group.name),
	}));
	return interventionEffect({
		...{ waves: used, since, measure, roles, givenTo, placebo },
		groups: group,
		comparable: comparableWaves(followed, versions, derived).unbridged,
	});
}

function named(variable: Variable) {
	return { name: variable.name, label: variableLabel(variable, 'en') };
}

function words(text: Measure['label']): string {
	return plainText(say(text, 'en'));
}
