import { takeFromBank } from '#core/authoring/index.ts';
import type { BankEntry, PlaceForQuestion, TakenQuestion } from '#core/authoring/index.ts';
import { askedAlone } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import { findInstrument } from '../../storage/index.ts';
import type { Draft } from '../../storage/index.ts';
import type { EditedDraft } from './edit-draft.ts';
import { editDraft } from './edit-draft.ts';
import { fieldedOf } from './fielded.ts';
import { questionBank } from './question-bank.ts';
import { standardItems } from './standard-items.ts';

export type QuestionTaken =
	| { readonly kind: 'added'; readonly taken: TakenQuestion }
	| { readonly kind: 'unknown-question' }
	| Exclude<EditedDraft, { kind: 'edited' }>;

/** What taking a question of the bank into a draft would make of it; undefined where the asker's bank has no such. */
export async function tryQuestion(
	site: Site,
	{ draft, id, where }: { draft: Draft; id: string; where: PlaceForQuestion },
): Promise<TakenQuestion | undefined> {
	demand(site, 'see', draft.survey);
	const entry = (await questionBank(site)).find(id);
	const origin = entry === undefined ? undefined : await originOf(site, entry);
	if (entry === undefined || origin === undefined) return undefined;
	const fielded = await fieldedOf(site, draft);
	return takeFromBank(draft.document, { entry, origin, where, fielded });
}

/** Takes a question of the bank into a draft, as an edit like any other: it can be undone, and nobody's work is lost. */
export async function takeQuestion(
	site: Site,
	args: { actor: Actor; draft: Draft; id: string; where: PlaceForQuestion },
): Promise<QuestionTaken> {
	demand(site, 'author', args.draft.survey);
	const taken = await tryQuestion(site, args);
	if (taken === undefined) return { kind: 'unknown-question' };
	const { actor, draft } = args;
	const { id, revision } = draft;
	const edited = await editDraft(site, { actor, id, revision, edits: taken.edits });
	return edited.kind === 'edited' ? { kind: 'added', taken } : edited;
}

/** The questionnaire that a question stands in; for standard items that of them all. */
async function originOf(
	site: Site,
	entry: BankEntry,
): Promise<Parameters<typeof takeFromBank>[1]['origin'] | undefined> {
	const { survey } = entry;
	if (survey === null) {
		const { items } = standardItems(site);
		const questions = items.map(({ question }) => question);
		return {
			instrument: askedAlone(questions, 'en'),
			idOf: (name) => items.find(({ question }) => question.id === name)?.id,
		};
	}
	const version = entry.uses.find((use) => use.survey === survey && use.question === entry.question)?.version;
	const instrument = version === undefined ? undefined : await findInstrument(site.storage.reader, { survey, version });
	return instrument === undefined ? undefined : { instrument, idOf: (name) => `${survey}/${name}` };
}
