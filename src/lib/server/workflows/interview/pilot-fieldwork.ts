import type { Instrument } from '#core/instrument/index.ts';
import { walk } from '#core/interview/index.ts';
import type { InterviewState } from '#core/interview/index.ts';
import type { Site } from '../../site.ts';
import {
	changePilotInterview,
	findPilot,
	findPilotInterview,
	insertPilotInterview,
	instrumentOfPilot,
} from '../../storage/index.ts';
import type { Pilot, QuestionStep, StoredPilotInterview } from '../../storage/index.ts';
import type { NotOpen } from '../find-survey.ts';
import type { EndedInterview } from './ended-interview.ts';
import type { Fieldwork, InterviewRow, InterviewStore } from './fieldwork.ts';
import { tokenHash } from './pilot-token.ts';

/** The pilot of a survey that a link's token opens, while it takes answers. */
export async function findPilotFieldwork(
	site: Site,
	args: { survey: string; token: string },
): Promise<{ readonly kind: 'open'; readonly fieldwork: Fieldwork; readonly pilot: Pilot } | NotOpen> {
	const found = await pilotOfToken(site, args);
	if (found === undefined) return { kind: 'unknown-survey' };
	const { pilot, fieldwork } = found;
	const { instrument } = fieldwork;
	if (pilot.state === 'closed') return { kind: 'closed', instrument, closedOn: pilot.closedOn };
	if (site.clock.today() > pilot.closesOn) return { kind: 'closed', instrument, closedOn: pilot.closesOn };
	return { kind: 'open', fieldwork, pilot };
}

/** The same whether or not it still takes answers. */
export async function pilotOfToken(
	site: Site,
	{ survey, token }: { survey: string; token: string },
): Promise<{ readonly pilot: Pilot; readonly fieldwork: Fieldwork } | undefined> {
	const { reader } = site.storage;
	const pilot = await findPilot(reader, { tokenHash: tokenHash(token) });
	if (pilot?.survey !== survey) return undefined;
	const instrument = await instrumentOfPilot(reader, pilot);
	const { languages, closesOn } = pilot;
	const open = { languages, identityMode: 'anonymous', sampleType: 'open-link', closesOn } as const;
	return {
		pilot,
		fieldwork: { ...open, instrument, quotas: [], work: undefined, kept: pilotStore(site, pilot, instrument) },
	};
}

function pilotStore(
	{ storage: { reader, writer } }: Site,
	{ id: pilot, version }: Pilot,
	instrument: Instrument,
): InterviewStore {
	const rowOf = ({ pilot: wave, ...row }: StoredPilotInterview): InterviewRow => ({ ...row, wave, version });
	return {
		id: pilot,
		room: 0,
		find: async (args) => {
			const row = await findPilotInterview(reader, args);
			return row === undefined ? undefined : rowOf(row);
		},
		insert: ({ start, ...rest }) =>
			insertPilotInterview(writer, {
				...{ ...rest, pilot },
				start: (arms) => {
					const { row, state } = start(arms);
					const { wave: _wave, version: _version, ...interview } = row;
					return { interview: { ...interview, pilot }, steps: stepsBetween(instrument, undefined, state) };
				},
			}),
		change: ({ lookup, change }) =>
			changePilotInterview(writer, {
				lookup,
				change: (stored) => {
					const { states, ending, ...changed } = change(rowOf(stored), { notInvited: undefined, filled: () => 0 });
					const steps = states === undefined ? [] : stepsBetween(instrument, states.before, states.after);
					if (ending === undefined) return { ...changed, steps };
					return { ...changed, steps, ending: { ...ending, response: responseIn(pilot, ending.response) } };
				},
			}),
	};
}

/** Only what authors of a questionnaire need: neither what was abandoned nor a link to other interviews. */
function responseIn(pilot: string, { id, day, outcome, language, arms, answers }: EndedInterview) {
	if (day === null || language === null || outcome === 'broken-off' || outcome === 'quota-full') {
		throw new Error('a pilot ends by its tester alone');
	}
	return { place: Number.parseInt(id.slice(0, 13), 16), pilot, day, outcome, language, arms, answers };
}

/** What an interview that went from one state to another adds to the sums of its questions. */
function stepsBetween(
	instrument: Instrument,
	before: InterviewState | undefined,
	after: InterviewState,
): QuestionStep[] {
	const was = before === undefined ? new Map<string, Stage>() : stagesOf(instrument, before);
	const is = stagesOf(instrument, after);
	return [...new Set([...was.keys(), ...is.keys()])].flatMap((question) => {
		const [from, to] = [was.get(question), is.get(question)];
		if (from === to) return [];
		const step = (stage: Stage) => Number(to === stage) - Number(from === stage);
		const reached = Number(to !== undefined) - Number(from !== undefined);
		return [{ question, reached, answered: step('answered'), declined: step('declined') }];
	});
}

type Stage = 'shown' | 'answered' | 'declined';

/** How far an interview is with each question that it has reached: those answered, and the one that it stands at. */
function stagesOf(instrument: Instrument, state: InterviewState): Map<string, Stage> {
	const stages = new Map<string, Stage>();
	const next = walk(instrument, state).next;
	if (next !== undefined) stages.set(next.id, 'shown');
	for (const [id, answer] of Object.entries(state.answers)) {
		const isDeclined =
			'missing' in answer ||
			('items' in answer && Object.values(answer.items).every((rating) => typeof rating === 'string'));
		stages.set(id, isDeclined ? 'declined' : 'answered');
	}
	return stages;
}
