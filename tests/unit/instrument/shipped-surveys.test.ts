import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
	Instrument,
	acceptsAnswer,
	allocationsOf,
	codebook,
	evaluate,
	plainText,
	questionsIn,
	questionsOf,
	say,
	variablesMeasured,
} from '#core/instrument/index.ts';
import type { Answer, Question } from '#core/instrument/index.ts';

// What the four surveys promise to those who answer them, from the rules in surveys/ and the ethics of government
// social research: asked of the files themselves, so that an edit cannot break a promise unnoticed.

const folder = new URL('../../../surveys/', import.meta.url);
const files = readdirSync(folder, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.flatMap((survey) =>
		readdirSync(new URL(`${survey.name}/`, folder))
			.filter((name) => /^v\d+\.json$/.test(name))
			.map((name) => ({ path: `${survey.name}/${name}`, slug: survey.name, version: Number(name.slice(1, -5)) })),
	);
const read = (path: string) => Instrument.parse(JSON.parse(readFileSync(new URL(path, folder), 'utf8')));

const publicSurveys = ['counterfeit-goods/v1.json', 'counterfeit-goods/v2.json', 'drugs-and-organised-crime/v1.json'];
const drugs = read('drugs-and-organised-crime/v1.json');
const sector = read('sector-awareness/v1.json');
const diversion = read('diversion-pre-post/v1.json');

it('ships the four surveys', () => {
	expect([...new Set(files.map((file) => file.slug))].toSorted()).toEqual([
		'counterfeit-goods',
		'diversion-pre-post',
		'drugs-and-organised-crime',
		'sector-awareness',
	]);
});

describe.each(files)('$path', ({ path, slug, version }) => {
	const instrument = read(path);
	const questions = questionsOf(instrument);

	it('stands where its survey and version say', () => {
		expect([instrument.survey, instrument.version]).toEqual([slug, version]);
	});

	it('lets every sensitive question be declined', () => {
		const open = questions.filter((question) => question.sensitivity !== 'none' && !question.preferNotToSay.offered);
		expect(open.map((question) => question.id)).toEqual([]);
	});

	it('never counts those who prefer not to say as an answer', () => {
		expect(questions.filter((question) => question.preferNotToSay.inBase).map((question) => question.id)).toEqual([]);
	});

	it('asks nothing that looks ahead', () => {
		questions.forEach((question, index) => {
			const before = questions.slice(0, index).map(({ id }) => id);
			expect(before).toEqual(expect.arrayContaining(question.askIf === undefined ? [] : questionsIn(question.askIf)));
		});
	});

	it('names each column once', () => {
		const names = codebook(instrument).map((variable) => variable.name);
		expect(new Set(names).size).toBe(names.length);
	});

	it('measures and breaks by columns and codes that it has', () => {
		const columns = new Map(codebook(instrument).map((variable) => [variable.name, variable]));
		const codesOf = (name: string) => columns.get(name)?.values.map((value) => value.code) ?? [];
		for (const measure of instrument.measures) {
			for (const name of variablesMeasured(measure)) {
				expect(columns.has(name), `${measure.id}: ${name}`).toBe(true);
				if (measure.statistic === 'share') expect(codesOf(name)).toEqual(expect.arrayContaining(measure.codes));
			}
			for (const kept of measure.among) expect(codesOf(kept.variable)).toEqual(expect.arrayContaining(kept.codes));
		}
		for (const name of instrument.breaks) expect(codesOf(name).length, name).toBeGreaterThan(1);
	});

	it('weights to margins that sum to one over codes that it has', () => {
		const columns = new Map(codebook(instrument).map((variable) => [variable.name, variable]));
		for (const margin of instrument.weighting?.margins ?? []) {
			expect(margin.targets.reduce((sum, target) => sum + target.share, 0)).toBeCloseTo(1, 9);
			margin.variables.forEach((name, place) => {
				const codes = columns.get(name)?.values.map((value) => value.code) ?? [];
				expect(codes).toEqual(expect.arrayContaining(margin.targets.map((target) => target.codes[place])));
			});
		}
	});

	it('hides an indirect question among enough others, and allocates its halves', () => {
		const counts = questions.filter((question) => question.kind === 'item-count');
		for (const question of counts) {
			expect(question.items.length).toBeGreaterThanOrEqual(4);
			expect(allocationsOf(instrument)).toContainEqual({ id: question.id, arms: ['control', 'treatment'] });
		}
	});

	it('explains an indirect question on the page before it', () => {
		questions.forEach((question, index) => {
			if (question.kind !== 'item-count' && question.kind !== 'crosswise') return;
			expect(questions[index - 1]?.kind, question.id).toBe('information');
		});
	});
});

describe.each([...publicSurveys, 'sector-awareness/v1.json'])('%s', (path) => {
	const questions = questionsOf(read(path));

	it('asks for consent, then for what comes to mind, before it defines or suggests anything', () => {
		expect(questions.slice(0, 2).map((question) => question.kind)).toEqual(['consent', 'text']);
	});
});

describe.each(publicSurveys)('%s, for the public', (path) => {
	const instrument = read(path);

	it('does not say “organised crime” before it has asked about the activities', () => {
		const questions = questionsOf(instrument);
		const first = questions.findIndex((question) => sayings(question).some((words) => /organised crime/i.test(words)));
		const earlier = first === -1 ? questions : questions.slice(0, first);
		const { title, introduction, privacy } = instrument;
		const welcome = [title, introduction, privacy.purpose, privacy.collects, privacy.published];
		for (const text of welcome) expect(say(text, 'en')).not.toMatch(/organised crime/i);
		expect(earlier.some((question) => question.kind === 'grid' || question.kind === 'multiple')).toBe(true);
	});

	it('asks about the respondent in the same words and codes as the other public surveys', () => {
		const inEnglish = (from: Instrument) =>
			questionsOf(from)
				.filter((question) => ['sex', 'age_band', 'region', 'area_type', 'work_status'].includes(question.id))
				.map((question) => [question.id, say(question.text, 'en'), optionsInEnglish(question)]);
		expect(inEnglish(instrument)).toHaveLength(5);
		expect(inEnglish(instrument)).toEqual(inEnglish(drugs));
	});

	it('asks for no place finer than a region of the parliament', () => {
		const region = questionsOf(instrument).find((question) => question.id === 'region');
		expect(region === undefined ? [] : optionsInEnglish(region)).toHaveLength(8);
		expect(
			questionsOf(instrument)
				.flatMap(sayings)
				.filter((words) => /postcode/i.test(words)),
		).toEqual([]);
	});
});

describe('drugs-and-organised-crime', () => {
	const questions = questionsOf(drugs);
	const byId = new Map<string, Question>(questions.map((question) => [question.id, question]));

	it('asks about own use directly only of those who chose to be asked', () => {
		const askIf = byId.get('own_use')?.askIf;
		expect(askIf).toBeDefined();
		if (askIf === undefined) return;
		const truth = (answer: Answer | undefined) =>
			evaluate(askIf, { answers: answer === undefined ? {} : { own_use_opt_in: answer }, arms: {} });
		expect([{ code: 1 }, { code: 2 }, { missing: 'refused' as const }, undefined].map(truth)).toEqual([
			'true',
			'false',
			'false',
			'unknown',
		]);
	});

	it('asks about own use in an indirect way first, and about being approached in no other way', () => {
		const kinds = questions
			.filter((question) => question.sensitivity === 'self-incriminating-or-health')
			.map((question) => question.kind);
		expect(kinds).toEqual(['item-count', 'crosswise', 'grid']);
	});

	it('changes nothing but the wording between the arms of its experiment', () => {
		const [experiment] = drugs.experiments;
		const arms = questions.filter((question) => question.askIf !== undefined && 'experiment' in question.askIf);
		expect(arms).toHaveLength(experiment?.arms.length ?? 0);
		const rest = arms.map((question) => ({
			options: optionsInEnglish(question),
			items: 'items' in question ? question.items.map((item) => item.id) : [],
			hint: question.hint,
		}));
		expect(rest[0]).toEqual(rest[1]);
		expect(arms.map((question) => say(question.text, 'en'))[0]).not.toBe(say(arms[1]?.text ?? { en: '' }, 'en'));
	});

	it('shows where to find help to everyone, whatever they answered', () => {
		const always = drugs.support.filter((contact) => contact.when === undefined).map((contact) => contact.id);
		expect(always).toEqual(
			expect.arrayContaining(['emergency', 'police', 'crimestoppers', 'know-the-score', 'samaritans']),
		);
	});
});

describe('sector-awareness', () => {
	const questions = questionsOf(sector);

	it('says before each open box to name nobody and no case, and has no other box', () => {
		for (const question of questions) {
			if (question.kind === 'text') expect(say(question.warning ?? { en: '-' }, 'en')).toMatch(/do not name/i);
			if ('options' in question) expect(question.options.filter((option) => option.specify)).toEqual([]);
		}
	});

	it('asks in no question for a person, a business or a case', () => {
		const asked = questions.map((question) => say(question.text, 'en'));
		const inviting = /^who\b|\bname (the|a|any)\b|which (person|people|business|firm|company|case)|tell us about a/i;
		expect(asked.filter((words) => inviting.test(words))).toEqual([]);
	});

	it('keeps an insider threat behind an item count', () => {
		const severe = questions.filter((question) => question.sensitivity === 'self-incriminating-or-health');
		expect(severe.map((question) => question.kind)).toEqual(['item-count']);
	});

	it('balances true and untrue statements, each with one right answer', () => {
		const facts = questions.filter((question) => question.kind === 'knowledge');
		expect(facts.map((question) => question.correct).toSorted()).toEqual([[1], [1], [1], [2], [2], [2]]);
	});

	it('asks about the organisation only of those who can answer for it', () => {
		const ids = ['hardening', 'named_owner', 'risk_register', 'board', 'partnership'];
		const asked = questions.filter((question) => ids.includes(question.id));
		expect(asked.map((question) => question.askIf)).toEqual(ids.map(() => ({ question: 'answers_for', is: 1 })));
	});

	it('gives the reporting routes and the caution about legal duties to everyone', () => {
		expect(shown({})).toEqual(['emergency', 'police', 'crimestoppers', 'inside', 'legal']);
		const words = sector.guidance.map(({ title, text }) => `${say(title, 'en')} ${say(text, 'en')}`).join(' ');
		for (const number of ['999', '101', '0800 555 111']) expect(words).toContain(number);
	});

	it.each([
		['vetting', 'vetting'],
		['due_diligence', 'due-diligence'],
		['procurement', 'procurement'],
		['licence', 'licence'],
		['insider', 'insider'],
		['whistleblowing', 'whistleblowing'],
		['cyber', 'cyber'],
		['cash', 'cash'],
		['premises', 'premises'],
		['sharing', 'sharing'],
	])('answers a gap in %s with guidance, and a control in place with none', (control, guidance) => {
		const withControl = (rating: number | 'dont-know') => shown({ hardening: { items: { [control]: rating } } });
		for (const lacking of [2, 3, 'dont-know'] as const) expect(withControl(lacking)).toContain(guidance);
		for (const settled of [1, 4]) expect(withControl(settled)).not.toContain(guidance);
	});

	it.each<[string, Record<string, Answer>, string]>([
		['knows no route', { routes_known: { codes: [9] } }, 'no-route'],
		['is not confident to report', { confidence: { items: { report: 4 } } }, 'no-route'],
		['is not confident to spot signs', { confidence: { items: { spot: 3 } } }, 'spotting'],
		['works in accountancy', { sector: { code: 8 } }, 'regulated'],
		['came across a sign of exploitation', { signs: { codes: [6] } }, 'exploitation'],
		['fears for their safety', { barriers: { codes: [3] } }, 'fear'],
		['has nobody named', { named_owner: { code: 2 } }, 'owner'],
		['has had no training', { training_when: { code: 3 } }, 'training'],
	])('answers somebody who %s', (_who, answers, guidance) => {
		expect(shown(answers)).toContain(guidance);
		expect(shown({})).not.toContain(guidance);
	});

	it('offers guidance only on answers that its questions can have', () => {
		const hardening = questions.find((question) => question.id === 'hardening');
		expect(hardening?.kind).toBe('grid');
		if (hardening?.kind !== 'grid') return;
		const items = Object.fromEntries(hardening.items.map((item) => [item.id, 3]));
		expect(acceptsAnswer(hardening, { items }, {})).toBe(true);
		expect(shown({ hardening: { items } })).toHaveLength(shown({}).length + hardening.items.length);
	});

	it('states legal duties with care and gives no legal advice', () => {
		const legal = sector.guidance.find((guidance) => guidance.id === 'legal');
		expect(say(legal?.text ?? { en: '' }, 'en')).toMatch(/may be legal duties.*legal adviser.*not legal advice/s);
	});

	function shown(answers: Record<string, Answer>): string[] {
		return sector.guidance
			.filter(({ when }) => when === undefined || evaluate(when, { answers, arms: {} }) === 'true')
			.map((guidance) => guidance.id);
	}
});

describe('diversion-pre-post', () => {
	const questions = questionsOf(diversion);

	it('is short: at most twelve questions', () => {
		expect(questions.length).toBeLessThanOrEqual(12);
	});

	it('asks nothing about own behaviour or offending, since those under 16 may answer', () => {
		const beyond = questions.filter(({ sensitivity }) => sensitivity !== 'none' && sensitivity !== 'attitude');
		expect(beyond.map((question) => question.id)).toEqual([]);
		expect(questions.filter(({ kind }) => kind === 'item-count' || kind === 'crosswise')).toEqual([]);
		expect(
			questions
				.flatMap(sayings)
				.filter((words) => /\bhave you (ever )?(used|bought|sold|carried|taken drugs)/i.test(words)),
		).toEqual([]);
	});

	it('asks first whether the activity is still to come', () => {
		expect(questions[0]).toMatchObject({ id: 'stage', kind: 'single' });
	});

	it('takes a self-made code from those who want to give one, and puts it in no column', () => {
		const codes = questions.filter((question) => question.kind === 'text' && question.matchCode);
		expect(codes.map((question) => [question.id, question.required])).toEqual([['match_code', false]]);
		expect(codebook(diversion).filter((variable) => variable.question === 'match_code')).toEqual([]);
	});

	it('asks about the activity only of those who have taken part', () => {
		const after = questions.filter((question) => question.askIf !== undefined);
		expect(after.map((question) => question.id)).toEqual(['rating', 'changed']);
		const truths = [1, 2, 3].map((code) =>
			after.map(({ askIf }) =>
				askIf === undefined ? 'true' : evaluate(askIf, { answers: { stage: { code } }, arms: {} }),
			),
		);
		expect(truths).toEqual([
			['false', 'false'],
			['true', 'true'],
			['true', 'true'],
		]);
	});

	it('is not weighted, since everyone who takes part is asked', () => {
		expect(diversion.weighting).toBeNull();
	});

	it('keeps its sentences short enough to read aloud', () => {
		const sentences = questions
			.flatMap((question) => [say(question.text, 'en'), say(question.hint ?? { en: '-' }, 'en')])
			.flatMap((words) => plainText(words).split(/[.?!\n]+/))
			.map((sentence) => sentence.trim().split(/\s+/).length);
		expect(Math.max(...sentences)).toBeLessThanOrEqual(20);
	});
});

/** Everything English that a question shows. */
function sayings(question: Question): string[] {
	const texts = [
		question.text,
		question.hint,
		...('items' in question ? question.items.map((item) => item.label) : []),
	];
	if (question.kind === 'item-count') texts.push(question.sensitive.label);
	if (question.kind === 'crosswise') texts.push(question.innocuous, question.sensitive);
	if (question.kind === 'information') texts.push(question.body);
	if (question.kind === 'text') texts.push(question.warning);
	return [...texts.filter((text) => text !== undefined).map((text) => say(text, 'en')), ...optionsInEnglish(question)];
}

function optionsInEnglish(question: Question): string[] {
	return 'options' in question ? question.options.map((option) => say(option.label, 'en')) : [];
}
