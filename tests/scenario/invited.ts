import type { IdentityMode, Invitee, Quota, SampleType, Wave } from '../../src/lib/core/fieldwork/index.ts';
import { unplanned } from '../../src/lib/core/fieldwork/index.ts';
import type { Instrument } from '../../src/lib/core/instrument/index.ts';
import { questionsOf } from '../../src/lib/core/instrument/index.ts';
import { commandLine } from '../../src/lib/server/on-record.ts';
import type { StoredResponse } from '../../src/lib/server/storage/index.ts';
import { changePlannedWave, insertSample, insertVersions } from '../../src/lib/server/storage/index.ts';
import { closeWave } from '../../src/lib/server/workflows/close-wave.ts';
import { completeInterview } from '../../src/lib/server/workflows/complete-interview.ts';
import { newMember } from '../../src/lib/server/workflows/fieldwork/new-member.ts';
import { tokenOf } from '../../src/lib/server/workflows/fieldwork/token.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { openWave } from '../../src/lib/server/workflows/open-wave.ts';
import { readResponses } from '../../src/lib/server/workflows/read-responses.ts';
import { savePage } from '../../src/lib/server/workflows/save-page.ts';
import { startInterview } from '../../src/lib/server/workflows/start-interview.ts';
import type { TestSite } from './site.ts';

/** A member of a sample with the token of their link. */
export interface Holder {
	readonly place: number;
	readonly token: string;
}

/** Opens a wave whose sample has `invitees`; quotas by stratum or answers are in its plan. */
export async function invitedWave(
	{ site }: TestSite,
	args: {
		instrument: Instrument;
		mode: IdentityMode;
		invitees: readonly Partial<Invitee>[];
		quotas?: readonly Quota[];
	},
): Promise<{ wave: Wave; holders: Holder[] }> {
	const { writer } = site.storage;
	await insertVersions(writer, { versions: [storedVersionOf(args.instrument)] });
	const { survey } = args.instrument;
	const sampleType: SampleType = args.mode === 'panel' ? 'panel' : 'partner-list';
	const opened = await openWave(site, { actor: commandLine, survey, identityMode: args.mode, sampleType });
	if (opened.kind !== 'opened') throw new Error(opened.kind);
	const { wave } = opened;
	const plan = { ...unplanned, quotas: [...(args.quotas ?? [])] };
	await changePlannedWave(writer, { survey, wave: wave.id, change: () => ({ wave, plan }) });
	const nobody: Invitee = { email: null, name: null, language: null, sector: null, organisation: null, strata: {} };
	const members = args.invitees.map((invitee) =>
		newMember(site, { wave: wave.id, file: null }, { ...nobody, ...invitee }),
	);
	await insertSample(writer, { file: null, members });
	return { wave, holders: members.map(({ place }) => ({ place, token: tokenOf(site, { wave: wave.id, place }) })) };
}

/** What posts of an interview are made of: one for each question that is reached, by its id. */
export type Answers = Readonly<Record<string, string>>;

/** Begins an interview with an invitation; the code is its cookie. */
export async function begin({ site }: TestSite, { token }: Holder): Promise<string> {
	const begun = await startInterview(site, { survey: '', invitation: token, language: 'en' });
	if (begun.kind !== 'started') throw new Error(`${begun.kind} ${'why' in begun ? begun.why : ''}`);
	return begun.code;
}

/** Posts the page of a question; yields how it was answered. */
export async function post(
	{ site }: TestSite,
	instrument: Instrument,
	args: { token: string; code: string; question: string; entered: string },
): Promise<string> {
	const page = questionsOf(instrument).findIndex(({ id }) => id === args.question) + 1;
	const posted = new Map([[args.question, [args.entered]]]);
	const where = { survey: '', invitation: args.token, code: args.code };
	const saved = await savePage(site, { ...where, page, version: instrument.version, posted });
	return saved.kind;
}

/** Sends the answers in; yields how that was answered. */
export async function send({ site }: TestSite, { token, code }: { token: string; code: string }): Promise<string> {
	const sent = await completeInterview(site, { survey: '', invitation: token, code });
	return sent.kind === 'not-invited' ? sent.why : sent.kind;
}

/** A whole interview, page after page. */
export async function interview(
	at: TestSite,
	instrument: Instrument,
	args: { holder: Holder; answers: Answers },
): Promise<string> {
	const { token } = args.holder;
	const code = await begin(at, args.holder);
	for (const [question, entered] of Object.entries(args.answers)) {
		await post(at, instrument, { token, code, question, entered });
	}
	return send(at, { token, code });
}

export async function close({ site }: TestSite, { survey }: Wave): Promise<void> {
	const closed = await closeWave(site, { actor: commandLine, survey });
	if (closed.kind !== 'closed') throw new Error(closed.kind);
}

export async function responsesOf({ site }: TestSite, { id }: Wave): Promise<StoredResponse[]> {
	const responses: StoredResponse[] = [];
	await readResponses(site, { wave: id, each: (response) => void responses.push(response) });
	return responses;
}
