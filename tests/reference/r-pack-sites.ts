import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { Definition } from '#core/dataset/index.ts';
import { WaveId } from '#core/fieldwork/index.ts';
import { Instrument, SurveySlug } from '#core/instrument/index.ts';
import { seededRandom } from '#core/interview/index.ts';
import { WaveCodebook } from '#exchange/waves/index.ts';
import { defineVariable } from '#server/workflows/analysis/define-variable.ts';
import { importWaves } from '#server/workflows/import-waves.ts';
import { listSurveys, readInstrument } from '#server/workflows/list-surveys.ts';
import { loadSurveys } from '#server/workflows/load-surveys.ts';
import { pastWave, readProfile } from '#server/workflows/simulation-plan.ts';
import { simulateWaves } from '#server/workflows/simulate-waves.ts';
import { storeWaves } from '#server/workflows/store-responses.ts';
import type { TestSite } from '../scenario/site.ts';
import { openTestSite } from '../scenario/site.ts';

/** A site with eight waves of the General Social Survey. */
export async function withGss(): Promise<TestSite> {
	const folder = 'tests/fixtures/gss';
	const csv = readFileSync(join(folder, 'gss-2000-2014-part.csv'), 'utf8');
	const codebook = WaveCodebook.parse(JSON.parse(readFileSync(join(folder, 'codebook.json'), 'utf8')));
	return withImported('gss', csv, codebook);
}

/** A site with a simulated wave of a survey for each of the versions, half a year apart. */
export async function withSimulated(
	survey: string,
	versions: readonly number[],
	{ respondents = 250, population = 5000 }: { respondents?: number; population?: number } = {},
): Promise<TestSite> {
	const opened = await openTestSite();
	const { site } = opened;
	await loadSurveys(site, { folder: 'surveys' });
	const read = readProfile('surveys', survey);
	if (read.kind !== 'profile') throw new Error(read.line);
	const waves = await Promise.all(
		versions.map(async (version, k) => {
			const instrument = await readInstrument(site, { survey, version });
			if (instrument === undefined) throw new Error(`${survey} has no version ${version}`);
			return pastWave(instrument, site.clock.today(), 6 * (versions.length - k));
		}),
	);
	const done = await simulateWaves(site, {
		...{ waves, respondents, population, seed: 7, profile: read.profile, sampleType: 'probability' },
	});
	expect(done.kind).toBe('simulated');
	return opened;
}

/**
 * A site with four simulated waves of counterfeit goods: one of version 1, two of a version 2 that asks three of its questions
 * in earlier and in later words of random halves, and one of a version 3 that asks the later words alone.
 */
export async function withBridge(): Promise<TestSite> {
	const opened = await openTestSite();
	const { site } = opened;
	const survey = 'counterfeit-goods';
	const folder = mkdtempSync(join(tmpdir(), 'soundings-bridge-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	mkdirSync(join(folder, survey));
	const whole = Instrument.parse(JSON.parse(readFileSync(join('surveys', survey, 'v1.json'), 'utf8')));
	const followed = ['seen-locally', 'bought-item-count', 'would-report', 'knows-route', 'harm-overall'];
	const first = { ...whole, measures: whole.measures.filter(({ id }) => followed.includes(id)) };
	const bridged = ['would_report', 'routes', 'harm_overall'];
	for (const version of [1, 2, 3]) {
		const made = version === 1 ? first : reworded(first, bridged, version);
		writeFileSync(join(folder, survey, `v${version}.json`), JSON.stringify(made));
	}
	const loaded = await loadSurveys(site, { folder });
	expect(loaded).toMatchObject({ kind: 'loaded', added: 3 });
	const read = readProfile('surveys', survey);
	if (read.kind !== 'profile') throw new Error(read.line);
	const { shares } = read.profile;
	const before = bridged.flatMap((id) => (shares[id] === undefined ? [] : [[`${id}_before`, shares[id]] as const]));
	const profile = { ...read.profile, shares: { ...shares, ...Object.fromEntries(before) } };
	const waves = await Promise.all(
		[1, 2, 2, 3].map(async (version, k) => {
			const instrument = await readInstrument(site, { survey, version });
			if (instrument === undefined) throw new Error(`no version ${version}`);
			return pastWave(instrument, site.clock.today(), 6 * (4 - k));
		}),
	);
	const done = await simulateWaves(site, {
		...{ waves, respondents: 400, population: 5000, seed: 7, profile, sampleType: 'probability' },
	});
	expect(done.kind).toBe('simulated');
	return opened;
}

/** Some questions in other words; in version 2 the old words stand before each, for the other half of the sample. */
function reworded(first: Instrument, ids: readonly string[], version: number): Instrument {
	const arm = (name: string) => ({ askIf: { experiment: 'new-words', arm: name } });
	const sections = first.sections.map((section) => ({
		...section,
		questions: section.questions.flatMap((question): unknown[] => {
			if (!ids.includes(question.id)) return [question];
			const text = Object.fromEntries(
				Object.entries(question.text).map(([code, words]) => [code, `${words} Please say.`]),
			);
			const later = { ...question, text };
			if (version > 2) return [later];
			return [
				{ ...question, id: `${question.id}_before`, ...arm('earlier') },
				{ ...later, ...arm('later') },
			];
		}),
	}));
	return Instrument.parse({
		...first,
		...{ version, sections },
		...(version > 2
			? {}
			: {
					experiments: [{ id: 'new-words', label: 'New words', arms: ['earlier', 'later'] }],
					bridges: ids.map((id) => ({ experiment: 'new-words', question: id, before: `${id}_before`, since: 1 })),
				}),
	});
}

/**
 * A site with three waves that have what is awkward: uneven weights of which some are 0, margins that push weights to their
 * bounds, people whose sex or age nobody knows, numbers below 0, a group that answers alike, a base by another answer.
 */
export async function withAwkwardWaves(): Promise<TestSite> {
	const next = seededRandom(11);
	const pick = (choices: readonly (readonly [string, number])[]) => {
		let left = next();
		return choices.find(([, probability]) => (left -= probability) < 0)?.[0] ?? '';
	};
	const rows = ['2019', '2021', '2023'].flatMap((wave, t) =>
		Array.from({ length: 400 }, () => {
			const area = pick([
				['1', 0.7],
				['2', 0.2],
				['3', 0.1],
			]);
			const sex = pick([
				['1', 0.25],
				['2', 0.7],
			]);
			const age = pick([
				['1', 0.1],
				['2', 0.3],
				['3', 0.57],
			]);
			const yes = area === '3' ? 1 : 0.3 + 0.1 * t;
			const opinion = pick([
				['1', yes],
				['2', (1 - yes) * 0.8],
				['DK', (1 - yes) * 0.1],
			]);
			const weight = next() < 0.03 ? 0 : Math.exp(next() * 0.9).toFixed(3);
			return [wave, sex, age, area, opinion, (next() * 20 - 12).toFixed(1), weight].join();
		}),
	);
	return withImported('awkward', ['wave,sex,age,area,opinion,warmth,w', ...rows, ''].join('\n'), awkward);
}

/** The awkward waves with a recode in which *don't know* has a code, and an index of two answers. */
export async function withDerived(): Promise<TestSite> {
	const opened = await withAwkwardWaves();
	const [age, opinion] = [
		{ variable: 'age', lowest: 1, highest: 3, isReversed: true },
		{ variable: 'opinion', lowest: 1, highest: 2, isReversed: false },
	];
	for (const [name, definition] of [
		[
			'age_two',
			{
				...{ kind: 'recode', label: en('Age in two'), source: 'age' },
				groups: [
					{ code: 1, label: en('Below old'), from: [1, 2] },
					{ code: 2, label: en('Old'), from: [3, -9] },
				],
			},
		],
		['mood', { kind: 'index', label: en('Mood'), items: [age, opinion], minimum: 1 }],
	] as const) {
		const of = { survey: 'awkward', name, basedOn: 0 };
		const proposal = { ...of, definition: Definition.parse(definition), actor: { id: 'test', name: 'Test' } };
		expect(await defineVariable(opened.site, proposal)).toMatchObject({ kind: 'saved' });
	}
	return opened;
}

/** The same questions asked twice of a panel: three in four of the first wave are in the second. */
export async function withPanel(): Promise<TestSite> {
	const opened = await withAwkwardWaves();
	const { site } = opened;
	const survey = SurveySlug.parse('awkward');
	const old = (await listSurveys(site)).find((one) => one.survey === survey);
	if (old === undefined) throw new Error('the survey is there');
	const panel = await openTestSite();
	const next = seededRandom(5);
	const waves = old.waves.slice(0, 2).map((wave, t) => ({
		wave: { ...wave, identityMode: 'panel' as const, sampleType: 'panel' as const },
		responses: Array.from({ length: 300 }, (_, k) => {
			const person = t === 0 ? k : k < 225 ? k : 1000 + k;
			const of = seededRandom(person + 1);
			const [sex, age, area] = [of() < 0.4 ? 1 : 2, 1 + Math.floor(of() * 3), 1 + Math.floor(of() * 3)];
			const leaning = of() + 0.3 * next();
			const single = (code: number) => ({ code });
			const answers = {
				...{ sex: single(sex), age: single(age), area: single(area), opinion: single(leaning < 0.6 ? 1 : 2) },
				warmth: { number: Math.round(leaning * 100) / 10 },
			};
			return { answers, arms: {}, panelLink: person % 17 === 0 ? null : `person-${person}` };
		}),
	}));
	const stored = await storeWaves(panel.site, { instrument: old.instrument, waves });
	expect(stored.kind).toBe('stored');
	return panel;
}

/** A panel of four waves, of which the second and third asked their opinion in earlier and in later words of random halves. */
export async function withBridgedPanel(): Promise<TestSite> {
	const { site: of } = await withAwkwardWaves();
	const old = (await listSurveys(of)).find((one) => one.survey === SurveySlug.parse('awkward'));
	const [wave] = old?.waves ?? [];
	if (old === undefined || wave === undefined) throw new Error('the survey is there');
	const panel = await openTestSite();
	const next = seededRandom(6);
	for (const [t, version] of [1, 2, 2, 3].entries()) {
		const responses = Array.from({ length: 240 }, (_, k) => {
			const person = t * 60 + k;
			const own = seededRandom(person + 1);
			const [sex, age, area] = [own() < 0.4 ? 1 : 2, 1 + Math.floor(own() * 3), 1 + Math.floor(own() * 3)];
			const arm = version === 2 ? (next() < 0.5 ? 'earlier' : 'later') : null;
			const code = own() + 0.3 * next() < 0.6 + (arm === 'later' || version === 3 ? 0.1 : 0) ? 1 : 2;
			const answers = {
				...{ sex: { code: sex }, age: { code: age }, area: { code: area } },
				[arm === 'earlier' ? 'opinion_before' : 'opinion']: { code },
				warmth: { number: Math.round(own() * 100) / 10 },
			};
			const arms: Record<string, string> = arm === null ? {} : { 'new-words': arm };
			return { answers, arms, panelLink: person % 17 === 0 ? null : `person-${person}` };
		});
		const days = { opensOn: `${2020 + t}-03-01`, closesOn: `${2020 + t}-03-28` };
		const about = {
			id: WaveId.parse(`wave-${t + 1}`),
			number: t + 1,
			label: `Spring ${2020 + t}`,
			instrumentVersion: version,
		};
		const stored = await storeWaves(panel.site, {
			instrument: version === 1 ? old.instrument : reworded(old.instrument, ['opinion'], version),
			waves: [{ wave: { ...wave, ...about, ...days, identityMode: 'panel', sampleType: 'panel' }, responses }],
		});
		expect(stored.kind).toBe('stored');
	}
	return panel;
}

/** All bytes that come in chunks. */
export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const all: Uint8Array[] = [];
	for await (const chunk of chunks) all.push(chunk);
	return Buffer.concat(all);
}

async function withImported(slug: string, csv: string, codebook: WaveCodebook): Promise<TestSite> {
	const opened = await openTestSite();
	const done = await importWaves(opened.site, { survey: SurveySlug.parse(slug), csv, codebook });
	expect(done).toMatchObject({ kind: 'imported' });
	return opened;
}

const en = (text: string) => ({ en: text });
const coded = (name: string, labels: readonly string[]) => ({
	...{ column: name, name, text: en(name), base: en('Everybody'), empty: 'refused' },
	missing: { DK: 'dont-know' },
	inBase: name === 'opinion' ? ['dont-know'] : [],
	type: {
		kind: 'code',
		values: labels.map((label, k) => ({ code: k + 1, label: en(label), spellings: [`${k + 1}`] })),
	},
});
const awkward = WaveCodebook.parse({
	creates: {
		...{
			title: en('Awkward'),
			summary: en('Awkward'),
			population: en('Everybody'),
			unit: 'person',
			source: en('Here'),
		},
		breaks: ['area', 'sex'],
		measures: [
			{ id: 'agrees', statistic: 'share', variables: ['opinion'], codes: [1], label: en('Agrees') },
			{ id: 'warmth', statistic: 'mean', variable: 'warmth', smallestChange: 0.5, label: en('Warmth') },
			{
				...{ id: 'older', statistic: 'share', variables: ['age', 'sex'], codes: [3], label: en('Older') },
				among: [{ variable: 'opinion', codes: [1, -8] }],
			},
			{ id: 'women', statistic: 'share', variables: ['sex'], codes: [2], label: en('Women') },
		].map((measure) => ({ ...measure, base: en('Everybody'), objective: null })),
		weighting: {
			margins: [
				{
					id: 'sex-by-area',
					label: en('Sex by area'),
					variables: ['sex', 'area'],
					targets: [1, 2].flatMap((sex) =>
						[0.34, 0.11, 0.05].map((share, k) => ({ codes: [sex, k + 1], share: share * (sex === 1 ? 0.76 : 1.24) })),
					),
				},
				{
					...{ id: 'age', label: en('Age'), variables: ['age'] },
					targets: [0.2, 0.3, 0.5].map((share, k) => ({ codes: [k + 1], share })),
				},
			].map((margin) => ({ ...margin, source: 'Made up', confidence: 'illustrative' })),
			trim: { lower: 0.25, upper: 2.8 },
		},
	},
	wave: { column: 'wave', mode: 'web', sampleType: 'probability' },
	weight: 'w',
	variables: [
		coded('sex', ['Man', 'Woman']),
		coded('age', ['Young', 'Middle', 'Old']),
		coded('area', ['Town', 'Village', 'Island']),
		coded('opinion', ['Agrees', 'Disagrees']),
		{
			...{ column: 'warmth', name: 'warmth', text: en('Warmth'), base: en('Everybody'), empty: 'refused' },
			type: { kind: 'number', least: -20, most: 20, decimals: 1 },
		},
	],
});
