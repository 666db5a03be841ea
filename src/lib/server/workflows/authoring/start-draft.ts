import { blankInstrument, canBeAddressed, isObject, Json } from '#core/authoring/index.ts';
import type { JsonObject } from '#core/authoring/index.ts';
import { deepest, isDeeperThan, SurveySlug } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import { onRecord, type Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import type { Draft } from '../../storage/index.ts';
import { findDraft, findInstrument, findLatestVersion, insertDraft, moveDraft } from '../../storage/index.ts';

/** What a draft is made from: nothing, a published version, or a file, which is JSON that nobody has looked at. */
export type DraftSource =
	| { readonly kind: 'blank'; readonly title: string }
	| { readonly kind: 'version'; readonly survey: string; readonly version: number }
	| { readonly kind: 'file'; readonly json: unknown };

export type StartedDraft =
	| { readonly kind: 'started'; readonly draft: Draft }
	/** The next version of that survey is being written already. */
	| { readonly kind: 'being-written'; readonly id: string }
	| { readonly kind: 'unknown-version' }
	| { readonly kind: 'not-a-name' }
	| UnfitFile;

/**
 * *not-plain*: a name that every object answers to, a text of more than 20,000 characters, a list of more than 2,000.
 * *not-distinct*: two questions, options and the like with the same id or code, or one without.
 */
interface UnfitFile {
	readonly kind: 'unfit-file';
	readonly why: 'no-object' | 'too-deep' | 'not-plain' | 'not-distinct';
}

/**
 * Starts the next version of a survey, or the first of a new one. Declarations that earlier versions are equivalent stay
 * with the version that made them; the ledger follows them from there.
 */
export async function startDraft(
	site: Site,
	args: { actor: Actor; survey: string; source: DraftSource },
): Promise<StartedDraft> {
	const { actor, source } = args;
	demand(site, 'author', args.survey);
	if (source.kind === 'version') demand(site, 'see', source.survey);
	const survey = SurveySlug.safeParse(args.survey);
	if (!survey.success) return { kind: 'not-a-name' };
	const made = await documentFrom(site, source, survey.data);
	if ('kind' in made) return made;
	const latest = (await findLatestVersion(site.storage.reader, { survey: survey.data })) ?? 0;
	const draft: Draft = {
		id: site.random.bytes(6).toString('hex'),
		survey: survey.data,
		version: latest + 1,
		basedOn: latest === 0 ? null : latest,
		state: 'draft',
		document: { ...made.document, survey: survey.data, version: latest + 1 },
		revision: 0,
		createdBy: actor.name,
		createdOn: site.clock.today(),
		changedAt: site.clock.now(),
	};
	const doing = {
		action: 'draft.started',
		object: `draft ${draft.id}`,
		survey: draft.survey,
		after: { version: draft.version, from: source.kind },
	};
	const inserted = await insertDraft(onRecord(site, actor, doing), { draft });
	return inserted.kind === 'inserted' ? { kind: 'started', draft } : inserted;
}

/** Puts a draft out of sight. What was written in it stays stored. */
export async function discardDraft(site: Site, args: { actor: Actor; id: string }): Promise<boolean> {
	const draft = await findDraft(site.storage.reader, args);
	if (draft === undefined) return false;
	demand(site, 'author', draft.survey);
	const doing = { action: 'draft.discarded', object: `draft ${draft.id}`, survey: draft.survey };
	return moveDraft(onRecord(site, args.actor, doing), { id: args.id, from: 'draft', to: 'discarded' });
}

async function documentFrom(
	site: Site,
	source: DraftSource,
	survey: SurveySlug,
): Promise<{ readonly document: JsonObject } | { readonly kind: 'unknown-version' } | UnfitFile> {
	switch (source.kind) {
		case 'blank':
			return { document: blankInstrument({ survey, title: source.title }) };
		case 'version': {
			const instrument = await findInstrument(site.storage.reader, source);
			if (instrument === undefined) return { kind: 'unknown-version' };
			const document = Json.parse(JSON.parse(JSON.stringify(instrument)));
			return isObject(document)
				? { document: { ...document, equivalences: [] } }
				: { kind: 'unfit-file', why: 'no-object' };
		}
		case 'file': {
			if (isDeeperThan(source.json, deepest)) return { kind: 'unfit-file', why: 'too-deep' };
			const json = Json.safeParse(source.json);
			if (!json.success) return { kind: 'unfit-file', why: 'not-plain' };
			if (!isObject(json.data)) return { kind: 'unfit-file', why: 'no-object' };
			return canBeAddressed(json.data) ? { document: json.data } : { kind: 'unfit-file', why: 'not-distinct' };
		}
	}
}
