import type { PlannedWave, Readiness, Wave, WaveId, WaveStep } from '#core/fieldwork/index.ts';
import { dayIn, differencesFrom, readinessOf, stepsOf } from '#core/fieldwork/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import { authorise } from '../../accounts/authorise.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { findInstrument, findWave, findWavePlan } from '../../storage/index.ts';
import { listSurveys } from '../list-surveys.ts';
import { rulesInForce } from '../quality/rules-in-force.ts';
import type { AgainstLast } from './plan-wave.ts';
import { interviewsOf } from './interviews-of.ts';
import { panelNow } from './panel-key.ts';
import { findPlanned, readinessFacts } from './planned.ts';
import { promisedIn, promisedSteps } from './retention/promises.ts';
import type { PromisedStep } from './retention/promises.ts';

/** A survey with its waves, as those who run the fieldwork see it. */
export interface FieldedSurvey {
	readonly survey: string;
	readonly title: string;
	readonly waves: readonly Wave[];
}

/** A wave as its own page shows it. */
export interface WavePage extends PlannedWave {
	readonly survey: string;
	readonly title: string;
	readonly steps: readonly WaveStep[];
	/** Empty once it has opened. */
	readonly readiness: readonly Readiness[];
	/** Null where the wave was not copied from another. */
	readonly againstLast: AgainstLast | null;
	readonly completed: number;
	readonly answering: number;
	/** What is deleted of it and when, and what was; `today` in its time zone, `months` until its answers go. */
	readonly promises: {
		readonly today: string;
		readonly months: number | null;
		readonly steps: readonly PromisedStep[];
	};
	/** Of a wave of a new panel: the ISO date on which the one before was ended, to whose waves nobody is joined. */
	readonly panelEndedOn: string | null;
	/** The published versions of the survey, the newest first. */
	readonly versions: readonly Pick<Instrument, 'version' | 'languages'>[];
}

/** Every survey whose fieldwork the asker runs, by title, each with its waves in the order of time. */
export async function listFieldwork(site: Site): Promise<FieldedSurvey[]> {
	const { asker } = site;
	return (await listSurveys(site))
		.filter(({ survey }) => asker === null || authorise(asker, 'field', { kind: 'survey', survey }).kind === 'allowed')
		.map(({ survey, instrument, waves }) => ({ survey, title: plainText(say(instrument.title, 'en')), waves }))
		.toSorted((a, b) => a.title.localeCompare(b.title, 'en'));
}

/** One survey of that list; undefined for a survey that is not there. */
export async function fieldworkOf(site: Site, args: { survey: string }): Promise<FieldedSurvey | undefined> {
	demand(site, 'field', args.survey);
	return (await listFieldwork(site)).find(({ survey }) => survey === args.survey);
}

/** A wave's own page; undefined for one that the survey does not have. */
export async function wavePageOf(site: Site, args: { survey: string; wave: WaveId }): Promise<WavePage | undefined> {
	demand(site, 'field', args.survey);
	const planned = await findPlanned(site, args);
	const listed = (await fieldworkOf(site, args)) ?? undefined;
	if (planned === undefined || listed === undefined) return undefined;
	const { wave, plan } = planned;
	const isToOpen = wave.state === 'planned' || wave.state === 'pilot';
	const { completed, answering } = await interviewsOf(site, wave);
	const versions = await versionsOf(site, args);
	const series = await promisedIn(site, args);
	const promised = await promisedSteps(site, { wave, series });
	const isOfPanelNow = promised.some(({ step, begun }) => step === 'panel' && begun === null);
	return {
		...planned,
		survey: args.survey,
		title: listed.title,
		steps: stepsOf(wave),
		readiness: isToOpen ? readinessOf(await readinessFacts(site, planned)) : [],
		againstLast: plan.copiedFrom === null ? null : await againstLast(site, planned, plan.copiedFrom),
		completed,
		answering,
		promises: {
			today: dayIn(site.clock.now(), wave.timeZone),
			months: series.find((one) => one.wave.id === wave.id)?.retentionMonths ?? null,
			steps: promised,
		},
		panelEndedOn: isOfPanelNow ? (await panelNow(site, wave)).lastEndedOn : null,
		versions,
	};
}

async function againstLast(site: Site, planned: PlannedWave, copiedFrom: WaveId): Promise<AgainstLast | null> {
	const { reader } = site.storage;
	const wave = await findWave(reader, { id: copiedFrom });
	if (wave === undefined) return null;
	const plan = await findWavePlan(reader, { wave: copiedFrom });
	const qualityRules = planned.plan.qualityRules ?? (await rulesInForce(site, wave))?.version ?? null;
	const after = { wave: planned.wave, plan: { ...planned.plan, qualityRules } };
	return { label: wave.label, differences: differencesFrom({ wave, plan }, after) };
}

async function versionsOf(site: Site, { survey }: { survey: string }): Promise<WavePage['versions']> {
	const listed = (await listSurveys(site)).find((one) => one.survey === survey);
	const versions: Pick<Instrument, 'version' | 'languages'>[] = [];
	for (const version of listed?.versions.toSorted((a, b) => b - a) ?? []) {
		const instrument = await findInstrument(site.storage.reader, { survey, version });
		if (instrument !== undefined) versions.push({ version, languages: instrument.languages });
	}
	return versions;
}
