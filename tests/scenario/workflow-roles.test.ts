import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Definition } from '#core/dataset/index.ts';
import { WaveId } from '#core/fieldwork/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { noRulesTyped } from '#core/fieldwork/index.ts';
import { Text } from '#core/instrument/index.ts';
import { Role, type StaffUser } from '#server/accounts/authorise.ts';
import { NotPermitted } from '#server/accounts/demand.ts';
import * as accounts from '#server/accounts/index.ts';
import { commandLine, type Actor } from '#server/on-record.ts';
import type { Site } from '#server/site.ts';
import type { Draft, Pilot, StoredResponse } from '#server/storage/index.ts';
import { insertResponses, insertSample, insertWave, listWaves, readResponses } from '#server/storage/index.ts';
import { applyScheme, takeBack } from '#server/workflows/analysis/apply-scheme.ts';
import { beforeAfterOf } from '#server/workflows/analysis/before-after-of.ts';
import { defineVariable } from '#server/workflows/analysis/define-variable.ts';
import * as analysis from '#server/workflows/analysis/index.ts';
import type { CrosstabQuestion } from '#server/workflows/analysis/index.ts';
import { planOf } from '#server/workflows/analysis/plan-of.ts';
import { previewVariable } from '#server/workflows/analysis/preview-variable.ts';
import type { SchemeDraft } from '#server/workflows/analysis/scheme-draft.ts';
import { readingsOf } from '#server/workflows/analysis/readings-of.ts';
import { sensitiveOf } from '#server/workflows/analysis/sensitive-of.ts';
import { trendPageOf } from '#server/workflows/analysis/trend-page.ts';
import { lockScheme, saveScheme, tryScheme } from '#server/workflows/analysis/try-scheme.ts';
import { variablesOf } from '#server/workflows/analysis/variables-of.ts';
import { waitFor } from '#server/workflows/analysis/waiting.ts';
import { weightsOf } from '#server/workflows/analysis/weights-of.ts';
import { weightsRows } from '#server/workflows/analysis/weights-rows.ts';
import { auditPage, verifyAudit } from '#server/workflows/audit.ts';
import * as authoring from '#server/workflows/authoring/index.ts';
import { changeFrame } from '#server/workflows/coding/change-frame.ts';
import { codingPageOf, confirmLater, saveCoding } from '#server/workflows/coding/code-answers.ts';
import { codingListOf } from '#server/workflows/coding/coding-list.ts';
import { agreeOn, comparisonOfCodings } from '#server/workflows/coding/compare-codings.ts';
import { framePageOf } from '#server/workflows/coding/frame-page.ts';
import { restoreDerived, retireDerived } from '#server/workflows/derived-variables.ts';
import { addEvent, changeEvent, eventsOf, eventsPageOf, takeAwayEvent } from '#server/workflows/events.ts';
import * as fieldwork from '#server/workflows/fieldwork/index.ts';
import { believeClock, clockDoubt } from '#server/workflows/house/watch-clock.ts';
import * as letters from '#server/workflows/fieldwork/letters/index.ts';
import * as mail from '#server/workflows/fieldwork/messages/index.ts';
import * as paper from '#server/workflows/fieldwork/paper/index.ts';
import * as sample from '#server/workflows/fieldwork/sample/index.ts';
import * as places from '#server/workflows/fieldwork/sources/index.ts';
import { exportChoices, makeExport, recordExport } from '#server/workflows/export/index.ts';
import { bringInDraft } from '#server/workflows/imports/bring-in-draft.ts';
import { changeDraft } from '#server/workflows/imports/change-draft.ts';
import { draftPageOf, draftVariableOf } from '#server/workflows/imports/draft-page.ts';
import { closedImportOf, importsPageOf } from '#server/workflows/imports/imports-page.ts';
import { receiveFile } from '#server/workflows/imports/receive-file.ts';
import { takeBackImport } from '#server/workflows/imports/take-back-import.ts';
import { throwAwayDraft } from '#server/workflows/imports/throw-away.ts';
import { surveyTitles } from '#server/workflows/list-surveys.ts';
import { openWave } from '#server/workflows/open-wave.ts';
import * as pilots from '#server/workflows/pilots/index.ts';
import { figurePageOf, saveTypedFigure } from '#server/workflows/published/figure-page.ts';
import { saveTable } from '#server/workflows/published/pasted-table.ts';
import { publishedPageOf } from '#server/workflows/published/published-page.ts';
import {
	listPublished,
	putBackFigure,
	putBackRound,
	saveRound,
	takeAwayFigure,
	takeAwayRound,
} from '#server/workflows/published/published-rounds.ts';
import { flagWave } from '#server/workflows/quality/flag-wave.ts';
import * as quality from '#server/workflows/quality/quality-pages.ts';
import { rForBeforeAfter, rForChanges, rForSensitive } from '#server/workflows/r-for-views.ts';
import { rPackOf } from '#server/workflows/r-pack.ts';
import { reportPackOf } from '#server/workflows/report-pack.ts';
import { moveView, reportOf, reportsOf } from '#server/workflows/report.ts';
import * as views from '#server/workflows/saved-views.ts';
import * as byHand from '#server/workflows/texts/mask-by-hand.ts';
import { textsPageOf } from '#server/workflows/texts/texts-page.ts';
import { schemeOf } from '#core/weighting/index.ts';
import { saveWeightingScheme } from '#server/workflows/weighting-schemes.ts';
import { withSimulated } from '../reference/r-pack-sites.ts';

const mine = 'counterfeit-goods';
const theirs = 'sector-awareness';

/** What a call of a workflow is made with: on whose behalf, in which survey, and a draft of that survey. */
interface Call {
	readonly site: Site;
	readonly survey: string;
	readonly actor: Actor;
	readonly draft: Draft;
}
type Line = readonly [may: readonly Role[], call: (with_: Call) => Promise<unknown>];

const seers: readonly Role[] = ['author', 'reviewer', 'analyst', 'releaser'];
const analysts: readonly Role[] = ['analyst'];
const authors: readonly Role[] = ['author'];
const reviewers: readonly Role[] = ['reviewer'];
const fieldworkers: readonly Role[] = ['fieldwork'];
const toAnybody = { to: 'not-written', file: null, group: null } as const;
const aWave = WaveId.parse('counterfeit-goods.none');
/** A plan that says nothing. */
const noPlan = {
	...{ label: '', instrumentVersion: '', languages: [], identityMode: '', sampleType: '', modes: [] },
	...{ opensOn: '', closesOn: '', timeZone: '', opensByItself: false, populationWords: '', populationSize: '' },
	...{ plannedInterviews: '', hopedChange: '', proofOfWork: false, reminders: '', quotas: [] },
};
const aText = (survey: string) => ({ survey, wave: aWave, response: 'x', variable: 'why' });
/** Where the one member of that wave stands, whom its first response is linked to. */
const linkedPlace = 1;
/** No role by itself: administrators, and for names together with answers whoever has two roles. */
const nobody: readonly Role[] = [];

const schemeDraft: SchemeDraft = {
	...{ margins: '# Sex\nsex,%\n1,50\n2,50', lower: '', upper: '' },
	base: 'ones',
	limit: 'none',
	...{ sample: '', fewest: '', most: '' },
};
const definition: Definition = {
	kind: 'recode',
	label: Text.parse({ en: 'Any' }),
	source: 'sex',
	groups: [{ code: 1, label: Text.parse({ en: 'Any' }), from: [1, 2] }],
};
const crosstab: Omit<CrosstabQuestion, 'survey'> = {
	...{ wave: undefined, rows: ['sex'], columns: ['age'], layer: [], at: undefined },
	show: 'column',
	compare: 'none',
	...{ intervals: false, sort: null, rowNets: [], columnNets: [], from: 0, across: 0 },
};
const typedEvent = { title: 'A campaign', startsOn: '2026-01-01', endsOn: '', source: 'A report' };
const typedRound = { label: '2013', opensOn: '2013-04-29', closesOn: '', modes: ['telephone'], sampleType: 'panel' };
const typedFigure = {
	measure: 'm',
	share: '50',
	base: '',
	deft: 'none',
	factor: '',
	neighbour: '',
	rounding: '1',
	source: '',
};
const where = { list: 'sections/#x/questions' };
const nobodyInvited = { email: null, name: null, language: null, sector: null, organisation: null, strata: {} };
const pilotWanted = { source: 'published', label: 'x', languages: ['en'], closesOn: '2099-01-01' } as const;
const standing = { administrator: false, organisation: null, grants: [] };
const words = { report: 'Annual', name: 'One', note: '' };
const wanted = (survey: string) =>
	({ survey, waves: 'all', where: [], text: false, by: 'x', format: 'csv', show: 'codes' }) as const;

const aForm = (survey: string) => ({ survey, wave: aWave, number: '1' });

const noWords = { subject: '', body: '' };
const answersIn = (survey: string) => ({ survey, variable: 'why', wave: aWave });
const noCodes = { codes: [], none: true, seen: 0 };
const invitation = (survey: string) => ({ survey, wave: aWave, kind: 'invitation', language: 'en' }) as const;

/** The same site on behalf of nobody who could be refused, to get what a workflow is called with. */
const whole = (site: Site): Site => ({ ...site, asker: null });

/** Every workflow that a route of staff calls: who may, and a call of it. A new one fails the test until it has a line. */
const lines: Readonly<Record<string, Line>> = {
	trendOf: [seers, ({ site, survey }) => analysis.trendOf(site, { survey })],
	trendPageOf: [seers, ({ site, survey }) => trendPageOf(site, { question: { survey }, measure: undefined })],
	changesOf: [seers, ({ site, survey }) => analysis.changesOf(site, { survey })],
	crosstabOf: [seers, ({ site, survey }) => analysis.crosstabOf(site, { survey, ...crosstab })],
	crosstabInBands: [seers, ({ site, survey }) => analysis.crosstabInBands(site, { survey, ...crosstab })],
	sensitiveOf: [seers, ({ site, survey }) => sensitiveOf(site, { survey, beside: new Map() })],
	beforeAfterOf: [seers, ({ site, survey }) => beforeAfterOf(site, beforeAfter(survey))],
	planOf: [seers, ({ site, survey }) => planOf(site, { survey, bothWaves: false, directions: ['rise'] })],
	weightsOf: [seers, ({ site, survey }) => weightsOf(site, { survey })],
	weightsRows: [analysts, ({ site, survey }) => weightsRows(site, { survey })],
	variablesOf: [seers, ({ site, survey }) => variablesOf(site, { survey })],
	waitFor: [seers, ({ site, survey }) => waitFor(site, { survey, address: '/', patience: 1, tell: false })],
	rForChanges: [
		seers,
		async ({ site, survey }) => {
			const answer = await analysis.changesOf(whole(site), { survey: mine });
			if (answer.kind !== 'changes' || answer.list === null) throw new Error('there are changes');
			return rForChanges(site, { question: { survey }, list: answer.list });
		},
	],
	rForSensitive: [
		seers,
		async ({ site, survey }) => {
			const answer = await sensitiveOf(whole(site), { survey: mine, beside: new Map() });
			if (answer.kind !== 'sensitive') throw new Error(answer.kind);
			return rForSensitive(site, { ...answer.report, survey });
		},
	],
	rForBeforeAfter: [
		seers,
		async ({ site, survey }) => {
			const answer = await beforeAfterOf(whole(site), beforeAfter(mine));
			if (answer.kind !== 'before-after') throw new Error(answer.kind);
			return rForBeforeAfter(site, { ...answer.report, survey });
		},
	],
	previewVariable: [
		seers,
		({ site, survey }) => previewVariable(site, { survey, name: 'any', basedOn: 0, definition }),
	],
	defineVariable: [
		analysts,
		({ site, survey, actor }) => defineVariable(site, { survey, name: 'any', basedOn: 0, definition, actor }),
	],
	retireDerived: [analysts, ({ site, survey, actor }) => retireDerived(site, { survey, name: 'any', actor })],
	restoreDerived: [analysts, ({ site, survey, actor }) => restoreDerived(site, { survey, name: 'any', actor })],
	tryScheme: [seers, ({ site, survey }) => tryScheme(site, { survey, wave: 'x', draft: schemeDraft })],
	saveScheme: [
		analysts,
		({ site, survey, actor }) =>
			saveScheme(site, { survey, wave: 'x', draft: schemeDraft, name: 'One', note: 'x', actor }),
	],
	lockScheme: [
		analysts,
		({ site, survey, actor }) => lockScheme(site, { survey, name: 'One', version: 1, reason: 'x', actor }),
	],
	applyScheme: [
		analysts,
		({ site, survey, actor }) =>
			applyScheme(site, { survey, name: 'One', version: 1, waves: ['x'], shown: 'x', reason: 'x', seen: 0, actor }),
	],
	takeBack: [
		analysts,
		({ site, survey, actor }) => takeBack(site, { survey, waves: ['x'], reason: 'x', seen: 0, actor }),
	],
	eventsOf: [seers, ({ site, survey }) => eventsOf(site, { survey })],
	eventsPageOf: [seers, ({ site, survey }) => eventsPageOf(site, { survey })],
	addEvent: [analysts, ({ site, survey, actor }) => addEvent(site, { survey, id: '', typed: typedEvent, actor })],
	changeEvent: [
		analysts,
		({ site, survey, actor }) => changeEvent(site, { survey, id: 'x', typed: typedEvent, actor }),
	],
	takeAwayEvent: [analysts, ({ site, survey, actor }) => takeAwayEvent(site, { survey, id: 'x', actor })],
	reportNames: [seers, ({ site, survey }) => views.reportNames(site, { survey })],
	reportsOf: [seers, ({ site, survey }) => reportsOf(site, { survey })],
	reportOf: [seers, ({ site, survey }) => reportOf(site, { survey, report: 'Annual' })],
	reportPackOf: [
		analysts,
		({ site, survey }) =>
			reportPackOf(site, { survey, report: 'x', by: 'x', asked: () => ({ kind: 'other', path: '' }) }),
	],
	rPackOf: [analysts, ({ site, survey }) => rPackOf(site, { survey }, { by: 'x' })],
	saveView: [
		analysts,
		({ site, survey, actor }) => views.saveView(site, { survey, ...words, address: `/analyse/${survey}`, actor }),
	],
	changeView: [analysts, ({ site, survey, actor }) => views.changeView(site, { survey, id: 'x', ...words, actor })],
	deleteView: [analysts, ({ site, survey, actor }) => views.deleteView(site, { survey, id: 'x', actor })],
	moveView: [analysts, ({ site, survey, actor }) => moveView(site, { survey, id: 'x', towards: 'up', actor })],
	restoreViews: [analysts, ({ site, survey, actor }) => views.restoreViews(site, { survey, views: [], actor })],
	renameReport: [
		analysts,
		({ site, survey, actor }) => views.renameReport(site, { survey, report: 'x', name: 'y', actor }),
	],
	deleteReport: [analysts, ({ site, survey, actor }) => views.deleteReport(site, { survey, report: 'x', actor })],
	exportChoices: [analysts, ({ site, survey }) => exportChoices(site, { survey })],
	makeExport: [analysts, ({ site, survey }) => makeExport(site, wanted(survey))],
	recordExport: [
		analysts,
		({ site, survey, actor }) => recordExport(site, { actor, wanted: wanted(survey), stem: 'x' }),
	],
	importsPageOf: [analysts, ({ site, survey }) => importsPageOf(site, { survey })],
	closedImportOf: [analysts, ({ site, survey }) => closedImportOf(site, { survey, waves: ['x'] })],
	draftPageOf: [analysts, ({ site, survey }) => draftPageOf(site, { survey, id: 'x' })],
	draftVariableOf: [analysts, ({ site, survey }) => draftVariableOf(site, { survey, id: 'x', variable: 'x' })],
	receiveFile: [
		analysts,
		({ site, survey, actor }) => receiveFile(site, { survey, fileName: 'x', bytes: new Uint8Array(), actor }),
	],
	changeDraft: [
		analysts,
		({ site, survey }) => changeDraft(site, { survey, id: 'x', typed: { variables: new Map() } }),
	],
	bringInDraft: [analysts, ({ site, survey, actor }) => bringInDraft(site, { survey, id: 'x', actor })],
	throwAwayDraft: [analysts, ({ site, survey, actor }) => throwAwayDraft(site, { survey, id: 'x', actor })],
	takeBackImport: [
		analysts,
		({ site, survey, actor }) => takeBackImport(site, { survey, id: 'x', reason: 'x', actor }),
	],
	publishedPageOf: [seers, ({ site, survey }) => publishedPageOf(site, { survey })],
	figurePageOf: [seers, ({ site, survey }) => figurePageOf(site, { survey, round: 'x', measure: null })],
	saveTypedFigure: [
		analysts,
		({ site, survey, actor }) =>
			saveTypedFigure(site, { survey, round: 'x', measure: null, typed: typedFigure, actor }),
	],
	saveTable: [
		analysts,
		async ({ site, survey, actor }) => {
			const page = await publishedPageOf(whole(site), { survey });
			if (page === undefined) throw new Error('the survey is there');
			return saveTable(site, { page, typed: { ...typedFigure, text: '', round: '', rows: new Map() }, actor });
		},
	],
	saveRound: [analysts, ({ site, survey, actor }) => saveRound(site, { survey, id: 'x', typed: typedRound, actor })],
	takeAwayRound: [analysts, ({ site, survey, actor }) => takeAwayRound(site, { survey, id: 'x', actor })],
	takeAwayFigure: [
		analysts,
		({ site, survey, actor }) => takeAwayFigure(site, { survey, round: 'x', measure: 'x', actor }),
	],
	putBackRound: [analysts, ({ site, survey, actor }) => putBackRound(site, { survey, round: {}, actor })],
	putBackFigure: [
		analysts,
		({ site, survey, actor }) => putBackFigure(site, { survey, round: 'x', measure: 'x', figure: {}, actor }),
	],
	readVersion: [seers, ({ site, survey }) => authoring.readVersion(site, { survey, version: 1 })],
	readDraft: [seers, ({ site, draft: { id } }) => authoring.readDraft(site, { id })],
	checkedDraft: [seers, ({ site, draft }) => authoring.checkedDraft(site, draft)],
	draftUnderReview: [seers, ({ site, draft }) => authoring.draftUnderReview(site, { draft })],
	translationOf: [seers, ({ site, draft }) => authoring.translationOf(site, { draft, language: 'gd' })],
	startDraft: [
		authors,
		({ site, survey, actor }) => authoring.startDraft(site, { actor, survey, source: { kind: 'blank', title: 'x' } }),
	],
	editDraft: [
		authors,
		({ site, actor, draft: { id } }) => authoring.editDraft(site, { actor, id, revision: 0, edits: [] }),
	],
	editByForm: [
		authors,
		({ site, actor, draft: { id } }) => authoring.editByForm(site, { actor, id, revision: 0, fields: [], more: [] }),
	],
	undo: [authors, ({ site, actor, draft: { id } }) => authoring.undo(site, { actor, id })],
	redo: [authors, ({ site, actor, draft: { id } }) => authoring.redo(site, { actor, id })],
	handOver: [authors, ({ site, actor, draft: { id } }) => authoring.handOver(site, { actor, id, revision: 99 })],
	takeDraftBack: [authors, ({ site, actor, draft: { id } }) => authoring.takeDraftBack(site, { actor, id })],
	publishVersion: [authors, ({ site, actor, draft: { id } }) => authoring.publishVersion(site, { actor, id })],
	reviewDraft: [
		reviewers,
		({ site, actor, draft: { id } }) =>
			authoring.reviewDraft(site, { actor, id, revision: 0, verdict: 'changes-wanted', words: '', agreed: [] }),
	],
	reviewTranslation: [
		reviewers,
		({ site, actor, draft }) =>
			authoring.reviewTranslation(site, { actor, draft, language: 'gd', seen: [], right: true }),
	],
	completeLanguage: [
		authors,
		({ site, actor, draft }) => authoring.completeLanguage(site, { actor, draft, language: 'gd' }),
	],
	tryQuestion: [seers, ({ site, draft }) => authoring.tryQuestion(site, { draft, id: 'x', where })],
	takeQuestion: [authors, ({ site, actor, draft }) => authoring.takeQuestion(site, { actor, draft, id: 'x', where })],
	pilotsOf: [seers, ({ site, draft }) => pilots.pilotsOf(site, { draft })],
	pilotOf: [seers, ({ site, draft }) => pilots.pilotOf(site, { draft, id: 'x' })],
	pilotResults: [seers, async ({ site, draft }) => pilots.pilotResults(site, { pilot: await aPilot(site, draft) })],
	commentsCsv: [seers, async ({ site, draft }) => pilots.commentsCsv(site, { pilot: await aPilot(site, draft) })],
	commentsOn: [seers, ({ site, draft }) => pilots.commentsOn(site, { draft, question: 'x' })],
	startPilot: [authors, ({ site, actor, draft }) => pilots.startPilot(site, { actor, draft, wanted: pilotWanted })],
	resolveComment: [
		authors,
		({ site, actor, draft }) => pilots.resolveComment(site, { actor, draft, pilot: 'x', comment: 'x', resolved: true }),
	],
	endPilot: [
		authors,
		async ({ site, actor, draft }) => pilots.endPilot(site, { actor, pilot: await aPilot(site, draft) }),
	],
	discardPilot: [
		authors,
		async ({ site, actor, draft }) => pilots.discardPilot(site, { actor, pilot: await aPilot(site, draft) }),
	],
	lettersPageOf: [
		fieldworkers,
		({ site, survey }) => letters.lettersPageOf(site, { survey, wave: aWave, filter: toAnybody }),
	],
	makeLettersFor: [
		fieldworkers,
		({ site, survey, actor }) => letters.makeLettersFor(site, { survey, actor, wave: aWave, filter: toAnybody }),
	],
	takeBackLetterRun: [
		fieldworkers,
		({ site, survey, actor }) => letters.takeBackLetterRun(site, { survey, actor, wave: aWave, at: new Date(0) }),
	],
	lettersToPrint: [
		fieldworkers,
		({ site, survey }) => letters.lettersToPrint(site, { survey, wave: aWave, what: { trial: 'en' } }),
	],
	sourcesPageOf: [fieldworkers, ({ site, survey }) => places.sourcesPageOf(site, { survey })],
	addSource: [
		fieldworkers,
		({ site, survey, actor }) => places.addSource(site, { survey, actor, label: 'Leith Library', tag: '' }),
	],
	removeSource: [fieldworkers, ({ site, survey, actor }) => places.removeSource(site, { survey, actor, tag: 'none' })],
	posterOf: [fieldworkers, ({ site, survey }) => places.posterOf(site, { survey, tag: 'none', language: 'en' })],
	samplePageOf: [fieldworkers, ({ site, survey }) => sample.samplePageOf(site, { survey, wave: aWave })],
	previewSample: [
		fieldworkers,
		({ site, survey }) => sample.previewSample(site, { survey, wave: aWave, text: 'name' }),
	],
	bringInSample: [
		fieldworkers,
		({ site, survey, actor }) =>
			sample.bringInSample(site, { actor, survey, wave: aWave, fileName: 'x', text: 'name', roles: [] }),
	],
	takeBackSampleFile: [
		fieldworkers,
		({ site, survey, actor }) => sample.takeBackSampleFile(site, { actor, survey, wave: aWave, file: 'x' }),
	],
	addMember: [
		fieldworkers,
		({ site, survey, actor }) => sample.addMember(site, { actor, survey, wave: aWave, invitee: nobodyInvited }),
	],
	changeSampleMember: [
		fieldworkers,
		({ site, survey, actor }) =>
			sample.changeSampleMember(site, { actor, survey, wave: aWave, place: 1, change: 'removed' }),
	],
	paperPageOf: [fieldworkers, ({ site, survey, actor }) => paper.paperPageOf(site, { survey, wave: aWave, actor })],
	startForm: [
		fieldworkers,
		({ site, survey, actor }) =>
			paper.startForm(site, { survey, wave: aWave, actor, number: '1', layout: 'A', language: 'en' }),
	],
	entryOf: [fieldworkers, ({ site, survey, actor }) => paper.entryOf(site, { ...aForm(survey), actor })],
	saveEntry: [
		fieldworkers,
		({ site, survey, actor }) =>
			paper.saveEntry(site, { ...aForm(survey), actor, revision: 0, typed: {}, finish: false }),
	],
	comparisonOf: [fieldworkers, ({ site, survey }) => paper.comparisonOf(site, aForm(survey))],
	enterForm: [
		fieldworkers,
		({ site, survey, actor }) =>
			paper.enterForm(site, { ...aForm(survey), actor, revision: 0, decided: { layout: '', fields: new Map() } }),
	],
	formToPrint: [fieldworkers, ({ site, survey }) => paper.formToPrint(site, { survey, wave: aWave, letter: 'A' })],
	spoilForm: [fieldworkers, ({ site, survey, actor }) => paper.spoilForm(site, { ...aForm(survey), actor })],
	messagesPageOf: [fieldworkers, ({ site, survey }) => mail.messagesPageOf(site, { survey, wave: aWave })],
	sendInvitations: [
		fieldworkers,
		({ site, survey, actor }) => mail.sendInvitations(site, { survey, wave: aWave, actor }),
	],
	holdMessages: [
		fieldworkers,
		({ site, survey, actor }) => mail.holdMessages(site, { survey, wave: aWave, actor, held: true }),
	],
	decideOn: [
		fieldworkers,
		({ site, survey, actor }) =>
			mail.decideOn(site, { survey, wave: aWave, actor, which: { state: 'failed' }, decision: 'again' }),
	],
	putDownBounces: [
		fieldworkers,
		({ site, survey, actor }) => mail.putDownBounces(site, { survey, wave: aWave, actor, pasted: 'x@example.org' }),
	],
	templatePageOf: [fieldworkers, ({ site, survey }) => mail.templatePageOf(site, invitation(survey))],
	saveTemplate: [
		fieldworkers,
		({ site, survey, actor }) => mail.saveTemplate(site, { ...invitation(survey), actor, typed: noWords }),
	],
	dropTemplate: [fieldworkers, ({ site, survey, actor }) => mail.dropTemplate(site, { ...invitation(survey), actor })],
	sendTrial: [
		fieldworkers,
		({ site, survey, actor }) => mail.sendTrial(site, { ...invitation(survey), actor, typed: noWords }),
	],
	fieldworkOf: [fieldworkers, ({ site, survey }) => fieldwork.fieldworkOf(site, { survey })],
	wavePageOf: [fieldworkers, ({ site, survey }) => fieldwork.wavePageOf(site, { survey, wave: aWave })],
	planNextWave: [fieldworkers, ({ site, survey, actor }) => fieldwork.planNextWave(site, { survey, actor })],
	dropPlannedWave: [
		fieldworkers,
		({ site, survey, actor }) => fieldwork.dropPlannedWave(site, { survey, actor, wave: aWave }),
	],
	changePlan: [
		fieldworkers,
		({ site, survey, actor }) => fieldwork.changePlan(site, { survey, actor, wave: aWave, typed: noPlan }),
	],
	putDownCheck: [
		fieldworkers,
		({ site, survey, actor }) =>
			fieldwork.putDownCheck(site, { survey, actor, wave: aWave, check: 'contacts', words: '' }),
	],
	monitorOfWave: [fieldworkers, ({ site, survey }) => fieldwork.monitorOfWave(site, { survey, wave: aWave })],
	watchWave: [
		fieldworkers,
		async ({ site, survey }) => fieldwork.watchWave(site, { survey, wave: aWave, tell: () => {}, failed: () => {} })(),
	],
	takeStep: [
		fieldworkers,
		({ site, survey, actor }) => fieldwork.takeStep(site, { survey, actor, wave: aWave, step: 'close', reason: '' }),
	],
	retentionPageOf: [fieldworkers, ({ site, survey }) => fieldwork.retentionPageOf(site, { survey, wave: aWave })],
	carryOutEarly: [
		fieldworkers,
		({ site, survey, actor }) =>
			fieldwork.carryOutEarly(site, {
				...{ survey, actor, wave: aWave, step: 'answers', reason: 'x', isConfirmed: true },
			}),
	],
	memberPageOf: [nobody, ({ site, survey }) => sample.memberPageOf(site, { survey, wave: aWave, place: linkedPlace })],
	personsAnswers: [
		nobody,
		({ site, survey, actor }) =>
			sample.personsAnswers(site, { survey, actor, wave: aWave, place: linkedPlace, as: 'page' }),
	],
	deleteAnswersOf: [
		nobody,
		({ site, survey, actor }) =>
			sample.deleteAnswersOf(site, {
				...{ survey, actor, wave: aWave, place: linkedPlace, reason: 'x', isConfirmed: true },
			}),
	],
	textsPageOf: [analysts, ({ site, survey }) => textsPageOf(site, { survey, only: 'all', after: -1 })],
	hideWords: [analysts, ({ site, survey, actor }) => byHand.hideWords(site, { ...aText(survey), actor, words: 'x' })],
	liftMask: [analysts, ({ site, survey, actor }) => byHand.liftMask(site, { ...aText(survey), actor, from: 0, to: 1 })],
	leaveToRules: [analysts, ({ site, survey, actor }) => byHand.leaveToRules(site, { ...aText(survey), actor })],
	lookUnderMasks: [analysts, ({ site, survey, actor }) => byHand.lookUnderMasks(site, { ...aText(survey), actor })],
	deletedAnswers: [seers, ({ site, survey }) => analysis.deletedAnswers(site, { survey })],
	clockDoubt: [nobody, ({ site }) => clockDoubt(site)],
	believeClock: [nobody, ({ site, actor }) => believeClock(site, { actor })],
	rulesPageOf: [fieldworkers, ({ site, survey }) => quality.rulesPageOf(site, { survey })],
	freezeTypedRules: [
		fieldworkers,
		({ site, survey, actor }) =>
			quality.freezeTypedRules(site, { survey, actor, typed: noRulesTyped, reason: '', after: 0 }),
	],
	flaggedPageOf: [fieldworkers, ({ site, survey }) => quality.flaggedPageOf(site, { survey, wave: aWave, page: 1 })],
	decideResponse: [
		fieldworkers,
		({ site, survey, actor }) =>
			quality.decideResponse(site, { survey, actor, wave: aWave, response: 'x', decision: 'keep', reason: 'x' }),
	],
	undecideResponse: [
		fieldworkers,
		({ site, survey, actor }) => quality.undecideResponse(site, { survey, actor, wave: aWave, response: 'x' }),
	],
	flagWave: [fieldworkers, ({ site, survey, actor }) => flagWave(site, { survey, actor, wave: aWave })],
	readingsOf: [seers, ({ site, survey }) => readingsOf(site, { survey })],
	codingListOf: [analysts, ({ site, survey }) => codingListOf(site, { survey })],
	framePageOf: [analysts, ({ site, survey }) => framePageOf(site, { survey, variable: 'why', seed: 1 })],
	changeFrame: [
		analysts,
		({ site, survey, actor }) =>
			changeFrame(site, { survey, actor, variable: 'why', after: 0, wanted: { kind: 'retired', code: 1 } }),
	],
	codingPageOf: [analysts, ({ site, survey, actor }) => codingPageOf(site, { ...answersIn(survey), actor })],
	saveCoding: [
		analysts,
		({ site, survey, actor }) =>
			saveCoding(site, { ...answersIn(survey), ...noCodes, actor, response: 'x', alike: false }),
	],
	confirmLater: [analysts, ({ site, survey, actor }) => confirmLater(site, { ...answersIn(survey), actor, seen: 0 })],
	comparisonOfCodings: [analysts, ({ site, survey }) => comparisonOfCodings(site, answersIn(survey))],
	agreeOn: [
		analysts,
		({ site, survey, actor }) =>
			agreeOn(site, { ...answersIn(survey), ...noCodes, actor, response: 'x', alike: false }),
	],
	auditPage: [nobody, ({ site }) => auditPage(site, {})],
	verifyAudit: [nobody, ({ site }) => verifyAudit(site)],
	listStaff: [nobody, ({ site }) => accounts.listStaff(site)],
	findMember: [nobody, ({ site }) => accounts.findMember(site, { id: 'x' })],
	invite: [nobody, ({ site, actor }) => accounts.invite(site, { actor, email: 'x@example.org', standing })],
	offerReset: [nobody, ({ site, actor }) => accounts.offerReset(site, { actor, email: 'x' })],
	changeStanding: [nobody, ({ site, actor }) => accounts.changeStanding(site, { actor, id: 'x', standing })],
	closeAccount: [nobody, ({ site, actor }) => accounts.closeAccount(site, { actor, id: 'x' })],
	signOutEverywhere: [nobody, ({ site, actor }) => accounts.signOutEverywhere(site, { actor, id: 'another' })],
	takeSecondFactorOff: [nobody, ({ site, actor }) => accounts.takeSecondFactorOff(site, { actor, id: 'x' })],
};

/** What else routes of staff take from there: it touches no data, asks who somebody is, or is of one's own account. */
const harmless = new Set([
	...[
		'Grant',
		'authorise',
		'isStillAllowed',
		'keepCookies',
		'nextPath',
		'requireSignedIn',
		'requireStaff',
		'takesPartIn',
	],
	...['changeOwnPassword', 'offerFactor', 'confirmFactor', 'dropFactor'],
	...['AuditFilter', 'dataFormats', 'defaultReport', 'importLimits', 'joinedBands', 'knownOn', 'languagesToTry'],
	...[
		'longestPaste',
		'lastDayOffered',
		'notPreparedWords',
		'notTakenWords',
		'qrCodeOf',
		'rForCrosstab',
		'readTable',
		'shortly',
		'zipOf',
	],
	// Lists, which name to each what is theirs; which surveys there are, everybody knows.
	...[
		'listAnalysed',
		'listFieldwork',
		'listStudio',
		'listSurveys',
		'questionInBank',
		'searchQuestionBank',
		'surveyTitles',
	],
]);

/** A pilot of a draft, started where it has none. */
async function aPilot(site: Site, draft: Draft): Promise<Pilot> {
	const [known] = await pilots.pilotsOf(whole(site), { draft });
	if (known !== undefined) return known;
	await pilots.startPilot(whole(site), { actor: commandLine, draft, wanted: pilotWanted });
	return aPilot(site, draft);
}

function beforeAfter(survey: string) {
	return { survey, roles: new Map(), givenTo: 'groups' } as const;
}

/** Every name that a route of staff imports from the workflows and the accounts, types left out. */
function importedByRoutes(): string[] {
	const names = new Set<string>();
	for (const group of ['src/routes/(staff)', 'src/routes/(author)']) {
		for (const file of readdirSync(group, { recursive: true, encoding: 'utf8' })) {
			if (!/\.(ts|svelte)$/.test(file)) continue;
			const source = readFileSync(`${group}/${file}`, 'utf8');
			for (const [, list = ''] of source.matchAll(/import \{([^}]*)\} from '#server\/(?:workflows|accounts)\//g))
				for (const name of list.split(',').map((one) => one.trim()))
					if (name !== '' && !name.startsWith('type ')) names.add(name);
		}
	}
	return [...names].toSorted();
}

function somebody(grants: StaffUser['grants']): StaffUser {
	const person = { id: 'somebody', name: 'Somebody', email: 'somebody@example.org', session: 's' };
	return { ...person, administrator: false, twoFactor: false, grants };
}

/** A site in which both surveys have a draft, and one has answers. */
async function twoSurveys(): Promise<{ site: Site; drafts: ReadonlyMap<string, Draft> }> {
	const { site } = await withSimulated(mine, [1, 2], { respondents: 60 });
	const drafts = new Map<string, Draft>();
	for (const survey of [mine, theirs]) {
		const source = { kind: 'version', survey, version: 1 } as const;
		const started = await authoring.startDraft(site, { actor: commandLine, survey, source });
		if (started.kind === 'started') drafts.set(survey, started.draft);
	}
	return { site, drafts };
}

it('every workflow that a route of staff calls has a line here', () => {
	expect(importedByRoutes().filter((name) => !(name in lines) && !harmless.has(name))).toEqual([]);
});

/** Gives a survey a wave of our own fieldwork that is over, as `aWave`, with the answers of its first. */
async function closedWave({ storage: { reader, writer } }: Site): Promise<void> {
	const [first] = await listWaves(reader, { survey: mine });
	if (first === undefined) throw new Error('there is a wave');
	const wave: Wave = {
		...{ ...first, id: aWave, number: 3, label: 'Ours', modes: ['web', 'paper'] },
		...{ origin: 'fielded', state: 'closed', identityMode: 'confidential' },
	};
	await insertWave(writer, { wave });
	const responses: StoredResponse[] = [];
	const renamed = () => randomBytes(16).toString('hex');
	await readResponses(reader, {
		wave: first.id,
		each: (one) => responses.push({ ...one, id: renamed(), wave: aWave }),
	});
	await insertResponses(writer, { responses });
	const linked = { ...nobodyInvited, wave: aWave, place: linkedPlace, state: 'answered' } as const;
	const without = { file: null, contact: null, source: null, token: null };
	const member = { ...linked, ...without, response: responses[0]?.id ?? '' };
	await insertSample(writer, { file: null, members: [member] });
}

/** All columns of all answers that a site holds, and of ballots. */
function answersHeld({ storage: { reader } }: Site): string[] {
	const rows = ['responses', 'ballots'].flatMap((table) =>
		reader.database.$client.prepare(`select * from ${table} order by place`).raw().all(),
	);
	return rows.map((row) => JSON.stringify(row));
}

/** The two workflows that take answers away, in this order: one person's because they asked, and all as a notice promised. */
const takingAway: readonly string[] = ['deleteAnswersOf', 'carryOutEarly'];

it('every workflow of staff refuses whoever has not the role, and everybody of another survey, and none rewrites an answer', async () => {
	const { site, drafts } = await twoSurveys();
	await closedWave(site);
	const draft = drafts.get(mine);
	if (draft === undefined) throw new Error('a draft was started');
	const held = answersHeld(site);
	expect(held).toHaveLength(180);
	const rank = ([name]: readonly [string, Line]) => takingAway.indexOf(name);
	for (const [name, [may, call]] of Object.entries(lines).toSorted((a, b) => rank(a) - rank(b))) {
		const as = async (asker: StaffUser) => call({ site: { ...site, asker }, survey: mine, actor: asker, draft });
		for (const role of Role.options) {
			if (may.includes(role)) continue;
			await expect(as(somebody([{ role, survey: mine }])), `${name} by ${role}`).rejects.toThrow(NotPermitted);
		}
		const ofAnother = somebody(Role.options.map((role) => ({ role, survey: theirs })));
		await expect(as(ofAnother), `${name} by somebody of another survey`).rejects.toThrow(NotPermitted);
		const [role] = may;
		const allowed = role === undefined ? { ...somebody([]), administrator: true } : somebody([{ role, survey: mine }]);
		await expect(as(allowed), `${name} by whoever may`).resolves.not.toThrow();
		const kept = answersHeld(site);
		if (name === 'deleteAnswersOf') expect(kept, `${name} takes one away`).toHaveLength(held.length - 1);
		if (!takingAway.includes(name)) expect(kept, `${name} leaves answers as they are`).toEqual(held);
	}
}, 120_000);

it('lists name to each only the surveys in which they have a part', async () => {
	const { site } = await twoSurveys();
	const own = { ...site, asker: somebody([{ role: 'author', survey: mine }]) };
	const surveysIn = (listed: readonly { readonly survey: string }[]) => listed.map(({ survey }) => survey);
	expect(surveysIn(await surveyTitles(site))).toContain(theirs);
	expect(surveysIn(await surveyTitles(own))).toEqual([mine]);
	expect(surveysIn(await analysis.listAnalysed(own))).toEqual([mine]);
	const studio = await authoring.listStudio(own);
	expect(surveysIn(studio)).toEqual([mine]);
	expect(studio.flatMap(({ drafts }) => drafts).map(({ survey }) => survey)).toEqual([mine]);
	const apart = { ...site, asker: somebody([]) };
	expect(await Promise.all([surveyTitles(apart), analysis.listAnalysed(apart), authoring.listStudio(apart)])).toEqual([
		...[[], [], []],
	]);
});

it('what belongs to another survey is not found below one, whoever asks', async () => {
	const { site, drafts } = await twoSurveys();
	const actor = commandLine;
	const event = await addEvent(site, { survey: theirs, id: '', typed: typedEvent, actor });
	const view = await views.saveView(site, { survey: theirs, ...words, address: `/analyse/${theirs}`, actor });
	const round = await saveRound(site, { survey: theirs, id: null, typed: typedRound, actor });
	const opened = await openWave(site, { survey: theirs, actor });
	const scheme = schemeOf({
		margins: [{ id: 'm', variables: ['sector'], targets: [{ codes: [1], share: 1 }] }],
		trim: null,
	});
	await saveWeightingScheme(site, { survey: theirs, name: 'One', scheme, note: 'x', actor });
	const bytes = new TextEncoder().encode('wave,sector\n1,1\n');
	const file = await receiveFile(site, { survey: theirs, fileName: 'x.csv', bytes, actor });
	if (event.kind !== 'added' || view.kind !== 'saved' || round.kind !== 'saved') throw new Error('they are there');
	if (opened.kind !== 'opened' || file.kind !== 'received') throw new Error('they are there');

	const survey = mine;
	const own = { survey, actor };
	const before = await Promise.all([eventsOf(site, { survey: theirs }), listPublished(site, { survey: theirs })]);
	expect(await changeEvent(site, { ...own, id: event.id, typed: typedEvent })).toEqual({ kind: 'unknown-event' });
	expect(await takeAwayEvent(site, { ...own, id: event.id })).toEqual({ kind: 'unknown-event' });
	expect(await views.changeView(site, { ...own, id: view.id, ...words })).toEqual({ kind: 'unknown-view' });
	expect(await views.deleteView(site, { ...own, id: view.id })).toEqual({ kind: 'unknown-view' });
	expect(await moveView(site, { ...own, id: view.id, towards: 'up' })).toEqual({ kind: 'unknown-view' });
	expect(await views.deleteReport(site, { ...own, report: words.report })).toEqual([]);
	expect(await takeAwayRound(site, { ...own, id: round.id })).toEqual({ kind: 'unknown-round' });
	expect(await saveRound(site, { ...own, id: round.id, typed: typedRound })).toEqual({ kind: 'unknown-round' });
	const decision = { ...own, name: 'One', version: 1, reason: 'x', seen: 0 };
	const waves = [opened.wave.id];
	expect(await applyScheme(site, { ...decision, waves, shown: '' })).toEqual({ kind: 'unknown-scheme' });
	expect(await takeBack(site, { ...decision, waves })).toEqual({ kind: 'unknown-wave' });
	expect(await tryScheme(site, { survey, wave: opened.wave.id, draft: schemeDraft })).toEqual({ kind: 'unknown-wave' });
	expect(await draftPageOf(site, { survey, id: file.id })).toEqual({ kind: 'unknown-draft' });
	expect(await throwAwayDraft(site, { ...own, id: file.id })).toEqual({ kind: 'unknown-draft' });
	expect(await bringInDraft(site, { ...own, id: file.id })).toEqual({ kind: 'unknown-draft' });
	expect(await takeBackImport(site, { ...own, id: file.id, reason: 'x' })).toEqual({ kind: 'unknown-import' });
	expect(await Promise.all([eventsOf(site, { survey: theirs }), listPublished(site, { survey: theirs })])).toEqual(
		before,
	);
	expect(await views.listReports(site, { survey: theirs })).toMatchObject([{ views: [{ id: view.id }] }]);

	// A draft is found by its id alone, and asks for the role in the survey that it is of.
	const asker = somebody([...seers, 'fieldwork' as const].map((role) => ({ role, survey: mine })));
	const id = drafts.get(theirs)?.id ?? '';
	await expect(authoring.readDraft({ ...site, asker }, { id })).rejects.toThrow(NotPermitted);
	await expect(authoring.undo({ ...site, asker }, { id, actor: asker })).rejects.toThrow(NotPermitted);
	const source = { kind: 'version', survey: theirs, version: 1 } as const;
	const copying = authoring.startDraft({ ...site, asker }, { actor: asker, survey: mine, source });
	await expect(copying, 'a new version made of a questionnaire of others').rejects.toThrow(NotPermitted);
});

it('nobody is put on record under the name of another', async () => {
	const { site } = await twoSurveys();
	const asker = somebody([{ role: 'analyst', survey: mine }]);
	const typed = { survey: mine, id: '', typed: typedEvent };
	await expect(addEvent({ ...site, asker }, { ...typed, actor: { id: 'other', name: 'Other' } })).rejects.toThrow();
	await expect(addEvent({ ...site, asker }, { ...typed, actor: asker })).resolves.toMatchObject({ kind: 'added' });
});
