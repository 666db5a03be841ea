import { expect, it } from 'vitest';
import { Definition } from '#core/dataset/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { noRulesTyped, unplanned } from '#core/fieldwork/index.ts';
import { schemeOf } from '#core/weighting/index.ts';
import { commandLine } from '#server/on-record.ts';
import type { Site } from '#server/site.ts';
import { changePlannedWave } from '#server/storage/index.ts';
import { defineVariable } from '#server/workflows/analysis/define-variable.ts';
import { changeLanguage } from '#server/workflows/change-language.ts';
import { completeInterview } from '#server/workflows/complete-interview.ts';
import { retireDerived } from '#server/workflows/derived-variables.ts';
import { makeExport } from '#server/workflows/export/index.ts';
import * as fieldwork from '#server/workflows/fieldwork/index.ts';
import { declineInvitation, optOutByInvitation } from '#server/workflows/fieldwork/leave-sample.ts';
import * as paper from '#server/workflows/fieldwork/paper/index.ts';
import * as sample from '#server/workflows/fieldwork/sample/index.ts';
import { findInterview } from '#server/workflows/find-interview.ts';
import { openWave } from '#server/workflows/open-wave.ts';
import * as quality from '#server/workflows/quality/quality-pages.ts';
import { reviewAnswers } from '#server/workflows/review-answers.ts';
import { savePage } from '#server/workflows/save-page.ts';
import { showPage } from '#server/workflows/show-page.ts';
import { showThanks } from '#server/workflows/show-thanks.ts';
import { startInterview } from '#server/workflows/start-interview.ts';
import { sweepInterviews } from '#server/workflows/sweep-interviews.ts';
import { saveWeightingScheme } from '#server/workflows/weighting-schemes.ts';
import { asks, choice, tiny } from './instruments/tiny.ts';
import { begin, close, interview, invitedWave, post, responsesOf } from './invited.ts';
import type { Holder } from './invited.ts';
import { openTestSite } from './site.ts';
import type { TestSite } from './site.ts';

const survey = 'tiny';
const actor = commandLine;
const asked = tiny(survey, [choice('one', 2), asks({ id: 'why', kind: 'text', most: 400 })]);
const reason = 'Because';

/** Two waves that are over, one by invitation, with people who answered, one in the middle of it and one who never came. */
interface Earlier {
	readonly at: TestSite;
	readonly first: Wave;
	readonly second: Wave;
	/** Who answered the first, whom their answers are linked to, and the second. */
	readonly linked: Holder;
	readonly done: Holder;
	readonly waiting: Holder;
	/** Of the interview that was never sent in, and of the first that was. */
	readonly half: { readonly token: string; readonly code: string };
}

async function twoWavesOver(): Promise<Earlier> {
	const at = await openTestSite();
	const invitees = Array.from({ length: 14 }, (_, k) => ({ email: `p${k}@example.org` }));
	const first = await invitedWave(at, { instrument: asked, mode: 'confidential', invitees });
	for (const holder of first.holders.slice(2)) {
		await interview(at, asked, { holder, answers: { one: '1', why: 'The same words as everybody writes' } });
	}
	await close(at, first.wave);
	const second = await invitedWave(at, { instrument: asked, mode: 'anonymous-with-token', invitees });
	const [done, waiting, middle] = second.holders;
	const linked = first.holders.at(-1);
	if (linked === undefined || done === undefined || waiting === undefined || middle === undefined)
		throw new Error('they were invited');
	for (const holder of second.holders.filter((one) => one !== waiting && one !== middle)) {
		await interview(at, asked, { holder, answers: { one: '2', why: 'The same words as everybody writes' } });
	}
	const half = { token: middle.token, code: await begin(at, middle) };
	await post(at, asked, { ...half, question: 'one', entered: '1' });
	await close(at, second.wave);
	await sweepInterviews(at.site);
	return { at, first: first.wave, second: second.wave, linked, done, waiting, half };
}

/** All columns of what the two waves hold, and of all ballots. */
function heldOf({ storage: { reader } }: Site, waves: readonly Wave[]): string {
	const { $client } = reader.database;
	const rows = waves.flatMap(({ id }) =>
		$client.prepare('select * from responses where wave = ? order by place').raw().all(id),
	);
	return JSON.stringify([rows, $client.prepare('select * from ballots').raw().all()]);
}

type Deed = readonly [
	name: string,
	done: string,
	call: (site: Site, earlier: Earlier) => Promise<{ readonly kind: string }>,
];

const twoGroups = Definition.parse({
	...{ kind: 'recode', label: { en: 'Two groups' }, source: 'one' },
	groups: [{ code: 1, label: { en: 'Any' }, from: [1, 2] }],
});
const rules = { ...noRulesTyped, reading: 'standard', duplicates: 'standard' };
const wanted = { survey, waves: 'all', where: [], text: false, by: 'x', format: 'csv', show: 'codes' } as const;
const posted = new Map([['one', ['2']]]);
const whole = (earlier: Earlier) => ({ survey: '', invitation: earlier.half.token, code: earlier.half.code });
const steps = ['pilot', 'open', 'pause', 'go-on', 'extend', 'close'] as const;

/** What people try on waves that are over, in this order, and what becomes of each. */
const deeds: readonly Deed[] = [
	['a page is posted late', 'closed', (site, all) => savePage(site, { ...whole(all), page: 1, version: 1, posted })],
	['answers are sent late', 'closed', (site, all) => completeInterview(site, whole(all))],
	['a page is looked at late', 'closed', (site, all) => showPage(site, { ...whole(all), page: 1 })],
	['answers are checked late', 'closed', (site, all) => reviewAnswers(site, whole(all))],
	['the language is changed late', 'closed', (site, all) => changeLanguage(site, { ...whole(all), language: 'gd' })],
	['a code is typed late', 'closed', (site, all) => findInterview(site, whole(all))],
	[
		'an interview is begun late',
		'closed',
		(site, { waiting: { token } }) => startInterview(site, { survey: '', invitation: token, language: 'en' }),
	],
	[
		'an invitation is declined late',
		'unknown',
		async (site, { waiting: { token } }) => {
			const left = await declineInvitation(site, { token });
			return { kind: left.kind === 'not-invited' ? left.why : left.kind };
		},
	],
	[
		'somebody who answered opts out',
		'left',
		(site, { done: { token } }) => optOutByInvitation(site, { token, from: 'all' }),
	],
	['a last page is looked at again', 'no-interview', (site, all) => showThanks(site, whole(all))],
	...steps.map((step): Deed => [
		`somebody takes the step ${step}`,
		'not-now',
		(site, { second }) => fieldwork.takeStep(site, { actor, survey, wave: second.id, step, reason, to: '2027-01-01' }),
	]),
	[
		'a wave is put away',
		'taken',
		(site, { first }) => fieldwork.takeStep(site, { actor, survey, wave: first.id, step: 'archive', reason }),
	],
	[
		'a check is put down',
		'frozen',
		(site, { second }) =>
			fieldwork.putDownCheck(site, { actor, survey, wave: second.id, check: 'contacts', words: '' }),
	],
	[
		'a plan is dropped',
		'not-dropped',
		(site, { second }) => fieldwork.dropPlannedWave(site, { actor, survey, wave: second.id }),
	],
	[
		'rules are frozen',
		'frozen',
		(site) => quality.freezeTypedRules(site, { actor, survey, typed: rules, reason, after: 0 }),
	],
	...(['leave-out', 'keep'] as const).map((decision): Deed => [
		`a response is decided on: ${decision}`,
		'decided',
		async (site, { at, second }) => {
			const flagged = (await responsesOf(at, second)).find(({ outcome }) => outcome === 'completed');
			const response = flagged?.id ?? '';
			return quality.decideResponse(site, { actor, survey, wave: second.id, response, decision, reason });
		},
	]),
	[
		'a variable is derived',
		'saved',
		(site) => defineVariable(site, { survey, name: 'two', basedOn: 0, definition: twoGroups, actor }),
	],
	['and retired', 'retired', (site) => retireDerived(site, { survey, name: 'two', actor })],
	[
		'a weighting is saved',
		'saved',
		(site) => {
			const margins = [
				{
					id: 'm',
					variables: ['one'],
					targets: [
						{ codes: [1], share: 0.5 },
						{ codes: [2], share: 0.5 },
					],
				},
			];
			return saveWeightingScheme(site, {
				survey,
				name: 'One',
				scheme: schemeOf({ margins, trim: null }),
				note: 'x',
				actor,
			});
		},
	],
	['data are exported', 'bundle', (site) => makeExport(site, wanted)],
	[
		'a member is added to a sample that is over',
		'takes-no-sample',
		(site, { second }) => {
			const nobody = {
				email: 'new@example.org',
				name: null,
				language: null,
				sector: null,
				organisation: null,
				strata: {},
			};
			return sample.addMember(site, { actor, survey, wave: second.id, invitee: nobody });
		},
	],
	[
		'a paper form comes back late',
		'no-paper',
		(site, { second }) =>
			paper.startForm(site, { actor, survey, wave: second.id, number: '1', layout: 'A', language: 'en' }),
	],
	['the next wave is planned', 'planned', (site) => fieldwork.planNextWave(site, { actor, survey })],
	[
		'the next wave is opened and answered',
		'completed',
		async (site) => {
			const opened = await openWave(site, { actor, survey });
			if (opened.kind !== 'opened') return opened;
			const { wave } = opened;
			await changePlannedWave(site.storage.writer, {
				survey,
				wave: wave.id,
				change: () => ({ wave, plan: unplanned }),
			});
			const begun = await startInterview(site, { survey, language: 'en' });
			const whose = { survey, code: begun.kind === 'started' ? begun.code : '' };
			await savePage(site, { ...whose, page: 1, version: 1, posted });
			await savePage(site, { ...whose, page: 2, version: 1, posted: new Map([['why', ['Because']]]) });
			return completeInterview(site, whose);
		},
	],
	[
		'the clock goes on a year',
		'turned',
		async (site, { at }) => {
			at.goTo('2027-03-02');
			await fieldwork.turnWaves(site);
			await sweepInterviews(site);
			return { kind: 'turned' };
		},
	],
];

it('no deed of respondents or staff rewrites what a wave that is over holds; only what its notice promised takes it away, and who asks for it', async () => {
	const earlier = await twoWavesOver();
	const { at, first, second } = earlier;
	const held = heldOf(at.site, [first, second]);
	const heldOfSecond = heldOf(at.site, [second]);
	expect([(await responsesOf(at, first)).length, (await responsesOf(at, second)).length]).toEqual([12, 13]);
	for (const [name, done, call] of deeds) {
		expect((await call(at.site, earlier)).kind, name).toBe(done);
		expect(heldOf(at.site, [first, second]), name).toBe(held);
	}
	const { place } = earlier.linked;
	const asked = { actor, survey, wave: first.id, place, reason, isConfirmed: true };
	expect(await sample.deleteAnswersOf(at.site, asked)).toEqual({ kind: 'deleted' });
	expect([(await responsesOf(at, first)).length, (await responsesOf(at, second)).length]).toEqual([11, 13]);
	expect(heldOf(at.site, [second])).toBe(heldOfSecond);
}, 60_000);
