import { isAddress } from '#core/fieldwork/index.ts';
import type { ColumnRole, Invitee, WaveId } from '#core/fieldwork/index.ts';
import { demand } from '../../../accounts/demand.ts';
import { onRecord, type Actor } from '../../../on-record.ts';
import type { Site } from '../../../site.ts';
import { findWave, insertSample, listOptOuts, takeBackSample } from '../../../storage/index.ts';
import { contactHash } from '../contact-hash.ts';
import { newMember } from '../new-member.ts';
import { previewSample, takesSample } from './read-sample.ts';
import type { NoPreview, SamplePreview } from './read-sample.ts';

export type BroughtInSample =
	| { readonly kind: 'brought-in'; readonly members: number }
	/** Something is wrong in the file, nobody would be left, or somebody else was quicker: nobody was brought in. */
	| { readonly kind: 'not-brought-in'; readonly preview: SamplePreview }
	| NoPreview;

/** Brings a file's people into a wave's sample: all that nothing is wrong with, or nobody. */
export async function bringInSample(
	site: Site,
	args: {
		actor: Actor;
		survey: string;
		wave: WaveId;
		fileName: string;
		text: string;
		roles: readonly ColumnRole[];
	},
): Promise<BroughtInSample> {
	demand(site, 'field', args.survey);
	const preview = await previewSample(site, args);
	if (preview.kind !== 'preview') return preview;
	const file = {
		id: site.random.bytes(8).toString('hex'),
		wave: args.wave,
		name: args.fileName.slice(0, 120) || 'sample.csv',
		rows: preview.rows.length,
		by: args.actor.name,
		on: site.clock.today(),
	};
	const members = preview.rows
		.filter(({ standing }) => standing === 'new' || standing === 'earlier-wave')
		.map(({ invitee }) => newMember(site, { wave: args.wave, file: file.id }, invitee));
	if (preview.wrong > 0 || members.length === 0) return { kind: 'not-brought-in', preview };
	const doing = {
		action: 'sample.brought-in',
		object: `sample ${file.id}`,
		survey: args.survey,
		// How many and of which columns: never who.
		after: {
			wave: args.wave,
			rows: file.rows,
			members: members.length,
			columns: preview.columns.map(({ role }) => role),
		},
	};
	const stored = await insertSample(onRecord(site, args.actor, doing), { file, members });
	return stored ? { kind: 'brought-in', members: members.length } : { kind: 'not-brought-in', preview };
}

/** Takes a file's people out of the sample again, as long as none of them was invited or has answered. */
export async function takeBackSampleFile(
	site: Site,
	args: { actor: Actor; survey: string; wave: WaveId; file: string },
): Promise<{ readonly kind: 'taken-back'; readonly members: number } | { readonly kind: 'in-use' }> {
	demand(site, 'field', args.survey);
	const wave = await findWave(site.storage.reader, { id: args.wave });
	if (wave?.survey !== args.survey) return { kind: 'in-use' };
	const doing = { action: 'sample.taken-back', object: `sample ${args.file}`, survey: args.survey };
	const members = await takeBackSample(onRecord(site, args.actor, doing), { wave: args.wave, file: args.file });
	return members === undefined ? { kind: 'in-use' } : { kind: 'taken-back', members };
}

export type AddedMember =
	| { readonly kind: 'added' }
	| { readonly kind: 'takes-no-sample' | 'bad-address' | 'nobody' | 'in-this-wave' | 'opted-out' | 'unknown-language' };

/** Adds one person by hand. */
export async function addMember(
	site: Site,
	args: { actor: Actor; survey: string; wave: WaveId; invitee: Invitee },
): Promise<AddedMember> {
	demand(site, 'field', args.survey);
	const wave = await findWave(site.storage.reader, { id: args.wave });
	if (wave?.survey !== args.survey || !takesSample(wave)) return { kind: 'takes-no-sample' };
	const { email, name, language } = args.invitee;
	if (email === null && name === null) return { kind: 'nobody' };
	if (email !== null && !isAddress(email)) return { kind: 'bad-address' };
	if (language !== null && !wave.languages.includes(language)) return { kind: 'unknown-language' };
	const contacts = email === null ? [] : [contactHash(site, email)];
	const opted = await listOptOuts(site.storage.reader, { survey: args.survey, contacts });
	if (opted.size > 0) return { kind: 'opted-out' };
	const members = [newMember(site, { wave: args.wave, file: null }, args.invitee)];
	const doing = { action: 'sample.member-added', object: `wave ${wave.label}`, survey: args.survey };
	const stored = await insertSample(onRecord(site, args.actor, doing), { file: null, members });
	return { kind: stored ? 'added' : 'in-this-wave' };
}
